package dev.lamarck.kernel.sched;

/** A processor, as {@code %g6} points to it. */
public final class Processor {
    public final int id;

    public Processor(int id) {
        this.id = id;
    }
}
