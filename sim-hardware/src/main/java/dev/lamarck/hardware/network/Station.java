package dev.lamarck.hardware.network;

/** Who is at an end of a wire. */
public interface Station {
    /** A frame arrives at a cycle that is not past; the array is the station's from now on. */
    void arrive(long cycle, byte[] frame);
}
