package dev.lamarck.kernel.fs;

/** A file system that keeps files elsewhere than in memory. */
public interface Volume {
    /** Makes safe what has been written to it. @return 0 or an error */
    int sync();

    /** By which programs know its kind. */
    long magic();

    /** Bytes of what it counts in. */
    int unitBytes();

    long units();

    long freeUnits();
}
