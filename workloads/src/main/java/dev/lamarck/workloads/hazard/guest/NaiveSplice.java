package dev.lamarck.workloads.hazard.guest;

import dev.lamarck.hardware.isa.code.Emit;
import dev.lamarck.hardware.isa.code.Flow;
import dev.lamarck.instrumentation.code.CodeBuffer;
import dev.lamarck.instrumentation.code.Refusal;
import dev.lamarck.instrumentation.code.Target;
import dev.lamarck.instrumentation.flow.FlowGraph;
import dev.lamarck.instrumentation.snippet.Snippet;

/**
 * The splices that the splicer does not make. All else is as careful as there: the patch is complete and flushed before any launcher word is written,
 * the displaced instructions are ones that may be executed anywhere, no branch leads between them.
 */
final class NaiveSplice {
    private static final int ANNUL = 1 << 29;
    private static final int FRAME_BYTES = 176;
    private static final int FIRST_LOCAL = 16;

    private static final CodeBuffer OUT = new CodeBuffer();
    private static final byte[] LOCALS = new byte[Snippet.MOST_REGISTERS];

    private NaiveSplice() {}

    /** A branch and its delay slot in place of two instructions, by two stores in either order. */
    static Refusal twoWords(Target text, FlowGraph graph, int index, Snippet snippet, boolean isFirstWordFirst) {
        if (!isPlain(text, graph, index) || !isPlain(text, graph, index + 1) || graph.blockOf(index) != graph.blockOf(index + 1)) {
            return Refusal.NOT_REACHED;
        }
        long at = graph.address(index);
        long patch = build(text, at, 2, snippet);
        int branch = Emit.branchFar(at, patch) & ~ANNUL;
        if (isFirstWordFirst) {
            launch(text, at, branch);
            launch(text, at + 4, Emit.nop());
        } else {
            launch(text, at + 4, Emit.nop());
            launch(text, at, branch);
        }
        return null;
    }

    /** The splicer's one word, but in a delay slot. */
    static Refusal delaySlot(Target text, FlowGraph graph, int index, Snippet snippet) {
        if (!graph.isSlot(index)) {
            return Refusal.NOT_REACHED;
        }
        long at = graph.address(index);
        launch(text, at, Emit.branchFar(at, build(text, at, 1, snippet)));
        return null;
    }

    private static boolean isPlain(Target text, FlowGraph graph, int index) {
        return index < graph.words() && graph.isReached(index) && !graph.isSlot(index)
                && Flow.kind(text.original(graph.address(index))) == Flow.SEQUENTIAL;
    }

    /** A patch for so many words from an address on: the snippet in a window of its own, the words, the way back. */
    private static long build(Target text, long at, int words, Snippet snippet) {
        OUT.open(at);
        layOut(text, at, words, snippet);
        long patch = text.allocate(at, OUT.bytes());
        OUT.open(patch);
        layOut(text, at, words, snippet);
        for (int i = 0; i < OUT.length(); i++) {
            text.write(OUT.address(i), OUT.word(i));
        }
        text.flush(patch, OUT.bytes());
        return patch;
    }

    private static void layOut(Target text, long at, int words, Snippet snippet) {
        for (int i = 0; i < LOCALS.length; i++) {
            LOCALS[i] = (byte) (FIRST_LOCAL + i);
        }
        OUT.emit(Emit.save(FRAME_BYTES));
        snippet.emit(OUT, LOCALS);
        OUT.emit(Emit.restore());
        for (int i = 0; i < words; i++) {
            OUT.emit(text.original(at + 4L * i));
        }
        OUT.emit(Emit.branchFar(OUT.here(), at + 4L * words));
    }

    private static void launch(Target text, long at, int word) {
        text.write(at, word);
        text.flush(at, 4);
    }
}
