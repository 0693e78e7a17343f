package dev.lamarck.hardware.machine;

/** Told of the moments that the guest marks; may look at the machine but not change it. */
@FunctionalInterface
public interface MarkerListener {
    /** The guest wrote the system controller's MARKER register. */
    void marker(long cycle, long value);
}
