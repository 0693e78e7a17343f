package dev.lamarck.kernel.trap;

/** A driver's share in an interrupt: runs at the source's level, on whatever thread was running, and may not sleep. */
public interface InterruptHandler {
    void interrupt();
}
