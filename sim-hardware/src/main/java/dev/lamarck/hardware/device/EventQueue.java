package dev.lamarck.hardware.device;

import dev.lamarck.hardware.snapshot.SnapshotReader;
import dev.lamarck.hardware.snapshot.SnapshotWriter;
import dev.lamarck.hardware.snapshot.Stateful;
import java.util.Arrays;

/**
 * Simulated time and what is due when. Each kind of event is due at most once at a time, for each processor if it is a processor's own;
 * events due in the same cycle happen in the order of {@link Kind}, then of processors. A processor sets {@link #now} before it
 * touches a device; {@link #fire} is called when all that run have reached {@link #nextDue}.
 */
public final class EventQueue implements Stateful {
    public enum Kind { TICK_COMPARE, TIMER, VECTOR, STORE, DISK, CHANNEL_ANSWER, CHANNEL_INBOX, DATA_DISK, NETWORK_SENT, NETWORK_ARRIVAL, PEER_ARRIVAL, PEER_TIMER, CONSOLE_KEYS, SWAP_DISK }

    public static final long NEVER = Long.MAX_VALUE;

    private static final Kind[] KINDS = Kind.values();

    private final int processors;
    /** By kind and processor. */
    private final long[] due;
    private final Runnable[] actions;
    private Runnable onChange = () -> {};
    private long now;

    public EventQueue(int processors) {
        this.processors = processors;
        due = new long[KINDS.length * processors];
        actions = new Runnable[due.length];
        Arrays.fill(due, NEVER);
    }

    private int slot(Kind kind, int processor) {
        return kind.ordinal() * processors + processor;
    }

    public void setAction(Kind kind, Runnable action) {
        setAction(kind, 0, action);
    }

    /** Of an event that is a processor's own. */
    public void setAction(Kind kind, int processor, Runnable action) {
        actions[slot(kind, processor)] = action;
    }

    /** Called whenever something is scheduled or cancelled, as {@link #nextDue} may have moved. */
    public void setOnChange(Runnable onChange) {
        this.onChange = onChange;
    }

    public long now() {
        return now;
    }

    public void setNow(long cycle) {
        now = cycle;
    }

    public void schedule(Kind kind, long cycle) {
        schedule(kind, 0, cycle);
    }

    public void schedule(Kind kind, int processor, long cycle) {
        due[slot(kind, processor)] = cycle;
        onChange.run();
    }

    public void cancel(Kind kind) {
        cancel(kind, 0);
    }

    public void cancel(Kind kind, int processor) {
        schedule(kind, processor, NEVER);
    }

    public long nextDue() {
        long next = NEVER;
        for (long cycle : due) {
            next = Math.min(next, cycle);
        }
        return next;
    }

    /** The same of events that are due later than a cycle. */
    public long nextDueAfter(long moment) {
        long next = NEVER;
        for (long cycle : due) {
            next = cycle > moment ? Math.min(next, cycle) : next;
        }
        return next;
    }

    /** Runs everything that is due at or before now. */
    public void fire() {
        for (int slot = 0; slot < due.length; slot++) {
            if (due[slot] <= now) {
                due[slot] = NEVER;
                actions[slot].run();
            }
        }
    }

    @Override
    public void save(SnapshotWriter out) {
        out.putLong(now);
        out.putLongs(due);
    }

    @Override
    public void load(SnapshotReader in) {
        now = in.getLong();
        in.getLongs(due);
        onChange.run();
    }
}
