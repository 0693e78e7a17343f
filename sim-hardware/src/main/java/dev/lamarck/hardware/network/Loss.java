package dev.lamarck.hardware.network;

import dev.lamarck.hardware.device.SeededRandom;

/** Drops frames. */
public final class Loss extends Chance {
    public Loss(long perMille, SeededRandom random, Carrier next) {
        super(perMille, random, next);
    }

    @Override
    void happen(long cycle, byte[] frame) {}
}
