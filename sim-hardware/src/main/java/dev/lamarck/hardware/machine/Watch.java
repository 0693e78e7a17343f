package dev.lamarck.hardware.machine;

/** Called before each execution of the instruction at a watched address; may look at the machine but not change it. */
@FunctionalInterface
public interface Watch {
    void reached(long cycle, long pc);
}
