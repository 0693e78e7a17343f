package dev.lamarck.hardware.machine;

/** Called before each execution of the instruction at an address; may look at the machine but not change it. */
@FunctionalInterface
public interface Breakpoint {
    /** Whether the machine is to stop here, before the instruction. */
    boolean stops(long cycle, long pc);
}
