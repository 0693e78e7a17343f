package dev.lamarck.hardware.history;

import dev.lamarck.hardware.machine.Machine;
import java.util.List;

/** Something to look back for. */
@FunctionalInterface
public interface Sighting {
    /** Watches a machine, and says so each time that it is seen, in the middle of the instruction that does it. The results, run, end the watching. */
    List<Runnable> watch(Machine machine, Runnable seen);
}
