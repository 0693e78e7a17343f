package dev.lamarck.hardware.machine;

import dev.lamarck.hardware.cpu.Processor;
import dev.lamarck.hardware.device.EventQueue;
import dev.lamarck.hardware.device.SeededRandom;
import dev.lamarck.hardware.snapshot.SnapshotReader;
import dev.lamarck.hardware.snapshot.SnapshotWriter;
import dev.lamarck.hardware.snapshot.Stateful;
import java.util.List;

/**
 * Which processor runs, and how far. Each has a clock of its own. Of those that can run, the one furthest behind gets a slice: a number of
 * cycles picked from the seed, cut short where the next event is due, where it falls asleep and another does not, and nowhere else; or, while
 * there is a {@link Schedule}, the steps of its next line whose processor can run. An event happens when every processor that can run has come to its cycle. A processor that sleeps has a
 * clock that stands still; when it wakes, the clock goes on from then.
 *
 * <p>All decisions are functions of the state that is saved, and are taken where no instruction limit can move them.
 */
final class Interleaving implements Stateful {
    private static final int STEPS_AN_INSTRUCTION = 4;

    private final List<Processor> processors;
    private final EventQueue events;
    private final Schedule schedule;
    private final SeededRandom random;
    private final long longestSlice;

    private int current;
    /** Of a slice that is not the schedule's: where it ends, in cycles. */
    private long end;
    /** The processor's steps when the slice began. */
    private long begun;
    /** The line of the schedule that is next, or is being followed. */
    private int line;
    private boolean isFollowing;
    private Schedule.Recorder recorder;
    /** The processor's steps that the recorder knows of. */
    private long told;

    Interleaving(List<Processor> processors, EventQueue events, Schedule schedule, SeededRandom random, long longestSlice) {
        this.processors = processors;
        this.events = events;
        this.schedule = schedule;
        this.random = random;
        this.longestSlice = longestSlice;
    }

    int current() {
        return current;
    }

    void record(Schedule.Recorder told) {
        recorder = told;
    }

    long instructions() {
        long sum = 0;
        for (Processor each : processors) {
            sum += each.clock().instructions;
        }
        return sum;
    }

    long trapsTaken() {
        long sum = 0;
        for (Processor each : processors) {
            sum += each.trapsTaken();
        }
        return sum;
    }

    private static long steps(Processor processor) {
        return processor.clock().instructions + processor.trapsTaken();
    }

    /** Lets everything happen that all processors that can run have come to. */
    void fireDue() {
        long now = EventQueue.NEVER;
        for (Processor each : processors) {
            now = each.canRun() ? Math.min(now, each.clock().now()) : now;
        }
        if (now != EventQueue.NEVER) {
            events.setNow(now);
            events.fire();
        }
    }

    /** All are asleep until a cycle. */
    void sleepUntil(long cycle) {
        for (Processor each : processors) {
            if (each.isStarted()) {
                each.sleepUntil(cycle);
            }
        }
        events.setNow(cycle);
    }

    /** Begins a slice, if none is going on. @return whether there is a processor that can run */
    boolean choose() {
        Processor running = processors.get(current);
        if (processors.size() == 1 || running.canRun() && !isOver(running)) {
            return running.canRun();
        }
        if (processors.stream().noneMatch(Processor::canRun)) {
            return false;
        }
        endSlice(running);
        Processor next = scheduled();
        if (next == null) {
            next = furthestBehind();
            end = next.clock().now() + 1 + random.nextBelow(longestSlice);
        }
        current = next.number();
        begun = steps(next);
        told = begun;
        return true;
    }

    private boolean isOver(Processor running) {
        long now = running.clock().now();
        return isFollowing ? stepsLeft() <= 0 : now >= end || now >= events.nextDue();
    }

    private void endSlice(Processor running) {
        tell(running);
        if (isFollowing) {
            isFollowing = false;
            line++;
        }
    }

    /** The processor of the next line that can be followed; null if all lines have been. */
    private Processor scheduled() {
        for (; line < schedule.lines(); line++) {
            int cpu = schedule.cpu(line);
            if (cpu < processors.size() && processors.get(cpu).canRun()) {
                isFollowing = true;
                return processors.get(cpu);
            }
        }
        return null;
    }

    private Processor furthestBehind() {
        Processor furthest = null;
        for (Processor each : processors) {
            if (each.canRun() && (furthest == null || each.clock().now() < furthest.clock().now())) {
                furthest = each;
            }
        }
        return furthest;
    }

    /** The cycle at which the processor has to be attended to. One that a schedule took ahead of the others passes events by until these follow. */
    long horizon() {
        if (processors.size() == 1) {
            return events.nextDue();
        }
        return isFollowing ? events.nextDueAfter(processors.get(current).clock().now()) : Math.min(end, events.nextDue());
    }

    private long stepsLeft() {
        return begun + schedule.steps(line) - steps(processors.get(current));
    }

    /**
     * As many instructions as the processor may complete for certain, if its slice is measured in steps: of the four trap levels one is
     * RED_state's, so there are at most three traps before each.
     */
    long instructionsLeft() {
        return isFollowing ? stepsLeft() / STEPS_AN_INSTRUCTION : Long.MAX_VALUE;
    }

    /** Tells the recorder of the slice that is going on as if it ended here. */
    void flushRecord() {
        tell(processors.get(current));
    }

    private void tell(Processor running) {
        if (recorder != null && steps(running) > told) {
            recorder.ran(current, steps(running) - told);
        }
        told = steps(running);
    }

    @Override
    public void save(SnapshotWriter out) {
        out.putInt(current);
        out.putLong(end);
        out.putLong(begun);
        out.putInt(line);
        out.putBoolean(isFollowing);
        random.save(out);
    }

    @Override
    public void load(SnapshotReader in) {
        current = in.getInt();
        end = in.getLong();
        begun = in.getLong();
        told = begun;
        line = in.getInt();
        isFollowing = in.getBoolean();
        random.load(in);
    }
}
