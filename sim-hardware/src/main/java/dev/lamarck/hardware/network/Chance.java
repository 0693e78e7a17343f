package dev.lamarck.hardware.network;

import dev.lamarck.hardware.device.SeededRandom;
import dev.lamarck.hardware.snapshot.SnapshotReader;
import dev.lamarck.hardware.snapshot.SnapshotWriter;

/** A carrier that does something to some frames, chosen by the seed. One that never does draws nothing. */
abstract class Chance implements Carrier {
    private static final int WHOLE = 1000;

    private final long perMille;
    final SeededRandom random;
    final Carrier next;

    Chance(long perMille, SeededRandom random, Carrier next) {
        this.perMille = perMille;
        this.random = random;
        this.next = next;
    }

    @Override
    public final void carry(long cycle, byte[] frame) {
        if (perMille > 0 && random.nextBelow(WHOLE) < perMille) {
            happen(cycle, frame);
        } else {
            next.carry(cycle, frame);
        }
    }

    /** What is done to a frame that was chosen. */
    abstract void happen(long cycle, byte[] frame);

    @Override
    public final void save(SnapshotWriter out) {
        random.save(out);
        next.save(out);
    }

    @Override
    public final void load(SnapshotReader in) {
        random.load(in);
        next.load(in);
    }
}
