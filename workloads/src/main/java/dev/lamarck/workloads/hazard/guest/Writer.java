package dev.lamarck.workloads.hazard.guest;

import dev.lamarck.instrumentation.code.Refusal;
import dev.lamarck.instrumentation.flow.FlowGraph;
import dev.lamarck.instrumentation.flow.FlowParser;
import dev.lamarck.instrumentation.flow.Liveness;
import dev.lamarck.instrumentation.snippet.CountCalls;
import dev.lamarck.instrumentation.snippet.Snippet;
import dev.lamarck.instrumentation.splice.Splicer;
import dev.lamarck.kernel.evolve.KernelText;
import dev.lamarck.kernel.sched.Sched;
import dev.lamarck.kernel.sched.ThreadBody;
import dev.lamarck.toolchain.magic.Call;
import dev.lamarck.toolchain.magic.Magic;

/** Splices a counter into the subject as soon as the victim has begun. */
@Magic
final class Writer implements ThreadBody {
    // Ways of splicing, as the experiment numbers them.
    private static final int SINGLE = 0;
    private static final int TWO_FIRST_WORD_FIRST = 1;
    private static final int TWO_SECOND_WORD_FIRST = 2;

    private static final KernelText TEXT = new KernelText();
    private static final SteppedText STEPPED = new SteppedText(TEXT);
    private static final Splicer SPLICER = new Splicer(STEPPED);
    private static final FlowGraph GRAPH = new FlowGraph();
    private static final FlowParser PARSER = new FlowParser(TEXT);
    private static final Liveness LIVENESS = new Liveness(TEXT);

    private final int way;
    private final int word;
    private final long counter;

    Writer(int way, int word, long counter) {
        this.way = way;
        this.word = word;
        this.counter = counter;
    }

    @Override
    public void run() {
        TEXT.open(SPLICER);
        Scene.refusal = PARSER.parse(subject(), GRAPH);
        LIVENESS.analyse(GRAPH);
        Snippet snippet = new CountCalls(counter);
        Scene.isWriterReady = true;
        while (!Scene.hasBegun) {
            Sched.yield();
        }
        Scene.nearEndOfQuantum();
        if (Scene.refusal == null) {
            Scene.refusal = splice(snippet);
        }
        Scene.step(0, 0);
        Scene.isWritten = true;
    }

    private Refusal splice(Snippet snippet) {
        if (way == SINGLE) {
            return SPLICER.insert(GRAPH, LIVENESS, word, snippet);
        }
        if (way == TWO_FIRST_WORD_FIRST || way == TWO_SECOND_WORD_FIRST) {
            return NaiveSplice.twoWords(STEPPED, GRAPH, word, snippet, way == TWO_FIRST_WORD_FIRST);
        }
        return NaiveSplice.delaySlot(STEPPED, GRAPH, word, snippet);
    }

    private static int subject() {
        long entry = Call.entryOf(Subject.class, "compute");
        int function = 0;
        while (TEXT.start(function) != entry) {
            function++;
        }
        return function;
    }
}
