package dev.lamarck.hardware.device;

import dev.lamarck.hardware.snapshot.SnapshotReader;
import dev.lamarck.hardware.snapshot.SnapshotWriter;
import dev.lamarck.hardware.snapshot.Stateful;

/** SplitMix64: a small generator whose whole state is one word, so that it fits in a snapshot. */
public final class SeededRandom implements Stateful {
    private static final long STEP = 0x9E3779B97F4A7C15L;

    private long state;

    /** Streams with different numbers from one seed are independent. */
    public SeededRandom(long seed, int stream) {
        state = mix(seed + stream * STEP);
    }

    public long nextLong() {
        state += STEP;
        return mix(state);
    }

    /** Uniform in 0 … bound − 1; bound > 0. */
    public long nextBelow(long bound) {
        return Math.unsignedMultiplyHigh(nextLong(), bound);
    }

    private static long mix(long z) {
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }

    @Override
    public void save(SnapshotWriter out) {
        out.putLong(state);
    }

    @Override
    public void load(SnapshotReader in) {
        state = in.getLong();
    }
}
