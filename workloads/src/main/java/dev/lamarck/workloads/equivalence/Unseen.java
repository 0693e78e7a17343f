package dev.lamarck.workloads.equivalence;

import dev.lamarck.hardware.machine.Machine;
import java.util.List;

/** Kernel memory in which two bodies may differ since one of them keeps something there that is its own, as a cache does. */
@FunctionalInterface
public interface Unseen {
    Unseen NOTHING = machine -> List.of();

    /** Some bytes from a kernel virtual address on. */
    record Range(long address, int bytes) {}

    /** That of a call which a machine is about to make. */
    List<Range> in(Machine machine);
}
