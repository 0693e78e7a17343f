package dev.lamarck.hardware.cache;

import dev.lamarck.hardware.snapshot.SnapshotReader;
import dev.lamarck.hardware.snapshot.SnapshotWriter;
import dev.lamarck.hardware.snapshot.Stateful;

/**
 * Cycles by cause, and how far the processor may run.
 *
 * <p>The interpreter counts issue cycles stretch by stretch and compares them with {@link #horizon}, which therefore is in
 * issue cycles: every other cycle brings the horizon nearer. {@link #issue} and {@link #instructions} are up to date
 * only when the interpreter has settled its accounts.
 */
public final class CycleCounter implements Stateful {
    /** Far away, but safe to subtract from. */
    public static final long FAR = Long.MAX_VALUE / 2;
    private static final long NOW = -FAR;

    public long horizon;
    /** Index of the word at which the interpreter leaves its innermost loop; zero to leave it after the current instruction. */
    public int stretchEnd;
    /** More cycles than a stretch issues in, which {@link #issue} does not count until it ends. */
    public long margin;
    public long issue;
    public long instructions;
    private long idle;
    private long icacheStall;
    private long dataStall;
    private long mispredictStall;
    private long trap;

    /** The clock. */
    public long now() {
        return issue + idle + icacheStall + dataStall + mispredictStall + trap;
    }

    /** Sets the horizon so that it is reached when the clock reaches {@code cycle}. */
    public void runUntil(long cycle) {
        horizon = Math.min(issue + (cycle - now()), FAR);
    }

    /** Makes the processor leave its loop after the current instruction. */
    public void callAttention() {
        horizon = NOW;
        endStretch();
    }

    /** Makes the processor ask for its instruction page again after the current instruction. */
    public void endStretch() {
        stretchEnd = 0;
    }

    public void addIdle(long cycles) {
        idle += cycles;
        horizon -= cycles;
    }

    void stallFetch(long cycles) {
        icacheStall += cycles;
        approach(cycles);
    }

    void stallData(long cycles) {
        dataStall += cycles;
        approach(cycles);
    }

    void stallMispredict(long cycles) {
        mispredictStall += cycles;
        approach(cycles);
    }

    /** Brings the horizon nearer; so near that the current stretch might reach it, the stretch ends. */
    private void approach(long cycles) {
        horizon -= cycles;
        if (horizon - issue <= margin) {
            endStretch();
        }
    }

    /** Entry to a trap, or return from one. */
    public void addTrap(long cycles) {
        trap += cycles;
        horizon -= cycles;
    }

    public long idle() {
        return idle;
    }

    public long icacheStall() {
        return icacheStall;
    }

    public long dataStall() {
        return dataStall;
    }

    public long mispredictStall() {
        return mispredictStall;
    }

    public long trap() {
        return trap;
    }

    @Override
    public void save(SnapshotWriter out) {
        for (long part : new long[] {issue, instructions, idle, icacheStall, dataStall, mispredictStall, trap}) {
            out.putLong(part);
        }
    }

    @Override
    public void load(SnapshotReader in) {
        issue = in.getLong();
        instructions = in.getLong();
        idle = in.getLong();
        icacheStall = in.getLong();
        dataStall = in.getLong();
        mispredictStall = in.getLong();
        trap = in.getLong();
        callAttention();
    }
}
