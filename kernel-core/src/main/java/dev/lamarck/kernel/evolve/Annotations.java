package dev.lamarck.kernel.evolve;

import dev.lamarck.hardware.isa.code.RegisterSet;
import dev.lamarck.instrumentation.code.Refusal;
import dev.lamarck.instrumentation.flow.FunctionAnalysis;
import dev.lamarck.instrumentation.metric.CallPoints;
import dev.lamarck.instrumentation.snippet.CountCalls;
import dev.lamarck.instrumentation.snippet.CountValues;
import dev.lamarck.instrumentation.snippet.StartTimer;
import dev.lamarck.instrumentation.snippet.StopTimer;
import dev.lamarck.instrumentation.snippet.TimeSource;
import dev.lamarck.kernel.driver.Channel;
import dev.lamarck.kernel.driver.TimeOfDay;

/**
 * The annotations of this kernel: what a request for one comes to, in snippets and points, and how it ends. A timer's
 * stops are spliced in before its start and taken out after it; they stay until no thread's timer runs, so that every call that was
 * started and ends soon is measured.
 */
final class Annotations {
    private static final long PATIENCE_NANOSECONDS = 200_000_000;
    private static final int CALL_COUNTERS = 16;
    private static final int REGISTER_ARGUMENTS = 6;

    private final KernelText text;
    private final Ledger ledger;
    private final Channel channel;

    private final FunctionAnalysis analysis;
    private final Splices splices;
    private final CallPoints points = new CallPoints();
    private final ThreadTimers timers = new ThreadTimers();
    private Annotation first;

    Annotations(KernelText text, FunctionAnalysis analysis, Splices splices, Ledger ledger, Channel channel) {
        this.text = text;
        this.analysis = analysis;
        this.splices = splices;
        this.ledger = ledger;
        this.channel = channel;
    }

    /** Annotates a function, all of it or nothing; null, or why not. The argument is the request's. */
    Refusal install(int kind, long cause, int function, long argument) {
        Refusal refusal = analysis.analyse(text.versions().current(function));
        if (refusal == null) {
            refusal = points.find(analysis.graph());
        }
        if (refusal == null && kind == ChannelMessage.PROFILE_ARGUMENT && !isArgument(argument)) {
            refusal = Refusal.NO_SUCH_ARGUMENT;
        }
        if (refusal != null) {
            return refusal;
        }
        Annotation annotation = begin(kind, cause, function);
        if (annotation == null) {
            return Refusal.NO_ROOM;
        }
        refusal = kind == ChannelMessage.PROFILE_ARGUMENT ? spliceHistogram(annotation, (int) argument)
                : isTimed(kind) ? spliceTimer(annotation) : spliceCounter(annotation);
        if (refusal == null) {
            ledger.record(annotation.entry, ChannelMessage.INSTALLED, 0);
        } else {
            annotation.isEnding = true;
        }
        return refusal;
    }

    /** Enters an annotation of which nothing is in the text yet; null if all timers are taken. */
    private Annotation begin(int kind, long cause, int function) {
        Annotation annotation = null;
        Step.begin();
        int timer = isTimed(kind) ? timers.take() : ThreadTimers.NONE;
        if (!isTimed(kind) || timer != ThreadTimers.NONE) {
            annotation = new Annotation(ledger.add(0, cause, kind, function, 0, null), timer,
                    kind == ChannelMessage.PROFILE_ARGUMENT ? CountValues.BYTES : CALL_COUNTERS);
            annotation.next = first;
            first = annotation;
        }
        Step.end();
        return annotation;
    }

    /** Begins to undo what is not settled. */
    void recover() {
        for (Annotation annotation = first; annotation != null; annotation = annotation.next) {
            if (!annotation.entry.isSettled && !annotation.isEnding) {
                ledger.undone(annotation.entry);
                annotation.isEnding = true;
            }
        }
    }

    /** Begins to take the annotation that a request led to out of the text; null, or why not. */
    Refusal remove(long cause) {
        Annotation annotation = causedBy(cause);
        if (annotation == null) {
            return Refusal.NOT_INSTALLED;
        }
        annotation.patience = TimeOfDay.cycles() + TimeOfDay.toCycles(PATIENCE_NANOSECONDS);
        annotation.isEnding = true;
        removeParts(annotation);
        return null;
    }

    /** Goes on with the removals that had to wait, and ends the annotations of which no splice is left. */
    void reclaim() {
        for (Annotation annotation = first; annotation != null; annotation = annotation.next) {
            if (annotation.isEnding && annotation.entry.state != ChannelMessage.REMOVED) {
                removeParts(annotation);
            }
        }
        reclaimAnnotations();
    }

    /** Whether no removal is under way. */
    boolean areSettled() {
        for (Annotation annotation = first; annotation != null; annotation = annotation.next) {
            if (annotation.isEnding) {
                return false;
            }
        }
        return true;
    }

    /** Sends the readings of all annotations in the text. */
    void report(long cycle) {
        for (Annotation annotation = first; annotation != null; annotation = annotation.next) {
            if (!annotation.isEnding) {
                read(annotation, cycle, 0);
            }
        }
    }

    private static boolean isTimed(int kind) {
        return kind == ChannelMessage.TIME_CALLS || kind == ChannelMessage.TIME_RUNNING;
    }

    /** Whether the number is that of an argument in a register. */
    static boolean isArgument(long index) {
        return index >= 0 && index < REGISTER_ARGUMENTS;
    }

    private Refusal spliceHistogram(Annotation annotation, int argument) {
        splices.prepare();
        return splices.insert(annotation.entry, points.entry(), new CountValues(RegisterSet.O0 + argument, annotation.counters()));
    }

    private Refusal spliceCounter(Annotation annotation) {
        splices.prepare();
        return splices.insert(annotation.entry, points.entry(), new CountCalls(annotation.callCounter()));
    }

    /** Exits before the entry: a stop without a start is ignored, a start without a stop would run for ever. */
    private Refusal spliceTimer(Annotation annotation) {
        int timer = ThreadTimers.offset(annotation.timer);
        TimeSource time = annotation.entry.kind == ChannelMessage.TIME_CALLS ? TimeSource.ELAPSED : ThreadTimers.RUNNING;
        for (int i = 0; i < points.exits(); i++) {
            splices.prepare();
            Refusal refusal = splices.insert(annotation.entry, points.exit(i), new StopTimer(timer, time, annotation.latencyCounter()));
            if (refusal != null) {
                return refusal;
            }
        }
        splices.prepare();
        return splices.insert(annotation.entry, points.entry(), new StartTimer(timer, time));
    }

    /**
     * Takes out the parts that are installed, starts of timers before all else and otherwise latest first, up to one that must wait
     * or that the splicer refuses for now.
     */
    private void removeParts(Annotation annotation) {
        if (removeAll(annotation, true) && !mustWait(annotation) && removeAll(annotation, false)) {
            ledger.record(annotation.entry, ChannelMessage.REMOVED, 0);
        }
    }

    private boolean removeAll(Annotation annotation, boolean starts) {
        for (LedgerEntry entry = ledger.latest(); entry != null; entry = entry.next) {
            if (entry.parent == annotation.entry.id && entry.state == ChannelMessage.INSTALLED && isStart(entry) == starts
                    && splices.remove(entry) != null) {
                return false;
            }
        }
        return true;
    }

    /**
     * Stops wait for those who are in a start's patch and for those who have passed one, but not for ever: calls that go on
     * beyond our patience, such as one that sleeps until the system ends, are not measured.
     */
    private boolean mustWait(Annotation annotation) {
        if (annotation.timer == ThreadTimers.NONE || TimeOfDay.cycles() >= annotation.patience) {
            return false;
        }
        for (LedgerEntry entry = ledger.latest(); entry != null; entry = entry.next) {
            if (entry.parent == annotation.entry.id && isStart(entry) && !splices.isQuiet(entry)) {
                return true;
            }
        }
        return timers.isRunning(annotation.timer);
    }

    private static boolean isStart(LedgerEntry entry) {
        return entry.snippet instanceof StartTimer;
    }

    private void reclaimAnnotations() {
        Annotation before = null;
        Annotation annotation = first;
        while (annotation != null) {
            Annotation next = annotation.next;
            if (annotation.entry.state == ChannelMessage.REMOVED && !splices.hasPartsOf(annotation.entry)) {
                end(annotation, before);
            } else {
                before = annotation;
            }
            annotation = next;
        }
    }

    /** Nothing in the text, in a patch or in a thread refers to the annotation any more: its readings are final. */
    private void end(Annotation annotation, Annotation before) {
        read(annotation, Ledger.now(), 1);
        Step.begin();
        if (before == null) {
            first = annotation.next;
        } else {
            before.next = annotation.next;
        }
        ledger.note(annotation.entry, ChannelMessage.RECLAIMED, 0);
        if (annotation.timer != ThreadTimers.NONE) {
            timers.give(annotation.timer);
        }
        annotation.free();
        Step.end();
        ledger.tell();
    }

    private void read(Annotation annotation, long cycle, int isFinal) {
        if (annotation.entry.kind == ChannelMessage.PROFILE_ARGUMENT) {
            ValueTable.send(channel, annotation, cycle, isFinal);
            return;
        }
        channel.begin();
        channel.put(annotation.entry.id);
        channel.put(cycle);
        channel.put(annotation.calls());
        channel.put(annotation.latency());
        channel.put(isFinal);
        channel.send(ChannelMessage.READING);
    }

    /** The annotation in force that a request led to; null if there is none. */
    Annotation causedBy(long cause) {
        Annotation annotation = first;
        while (annotation != null && (annotation.entry.cause != cause || annotation.isEnding)) {
            annotation = annotation.next;
        }
        return annotation;
    }
}
