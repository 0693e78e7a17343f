package dev.lamarck.hardware.network;

import dev.lamarck.hardware.snapshot.Stateful;

/** A part of one direction of a wire, with one behaviour; the next part is inside it. */
public interface Carrier extends Stateful {
    /** A frame whose last bit is here at a cycle. */
    void carry(long cycle, byte[] frame);
}
