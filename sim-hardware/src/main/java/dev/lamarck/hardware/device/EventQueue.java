package dev.lamarck.hardware.device;

import dev.lamarck.hardware.snapshot.SnapshotReader;
import dev.lamarck.hardware.snapshot.SnapshotWriter;
import dev.lamarck.hardware.snapshot.Stateful;
import java.util.Arrays;

/**
 * Simulated time and what is due when. Each kind of event is due at most once at a time; events due in the same cycle happen
 * in the order of {@link Kind}. The processor sets {@link #now} before it touches a device and calls {@link #fire} when it
 * reaches {@link #nextDue}.
 */
public final class EventQueue implements Stateful {
    public enum Kind { TICK_COMPARE, TIMER, DISK, CHANNEL_ANSWER, CHANNEL_INBOX, DATA_DISK, NETWORK_SENT, NETWORK_ARRIVAL, PEER_ARRIVAL, PEER_TIMER }

    public static final long NEVER = Long.MAX_VALUE;

    private static final Kind[] KINDS = Kind.values();

    private final long[] due = new long[KINDS.length];
    private final Runnable[] actions = new Runnable[KINDS.length];
    private Runnable onChange = () -> {};
    private long now;

    public EventQueue() {
        Arrays.fill(due, NEVER);
    }

    public void setAction(Kind kind, Runnable action) {
        actions[kind.ordinal()] = action;
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
        due[kind.ordinal()] = cycle;
        onChange.run();
    }

    public void cancel(Kind kind) {
        schedule(kind, NEVER);
    }

    public long nextDue() {
        long next = NEVER;
        for (long cycle : due) {
            next = Math.min(next, cycle);
        }
        return next;
    }

    /** Runs everything that is due at or before now. */
    public void fire() {
        for (Kind kind : KINDS) {
            if (due[kind.ordinal()] <= now) {
                due[kind.ordinal()] = NEVER;
                actions[kind.ordinal()].run();
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
