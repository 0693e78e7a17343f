package dev.lamarck.workloads.equivalence;

import dev.lamarck.hardware.machine.BootMedia;
import dev.lamarck.hardware.machine.Machine;
import dev.lamarck.hardware.machine.MachineConfiguration;

/** The state of a machine just before the first instruction of a call. */
public record CallMoment(MachineConfiguration configuration, BootMedia media, byte[] snapshot, long cycle) {
    static CallMoment of(Machine machine) {
        return new CallMoment(machine.configuration(), machine.media(), machine.snapshot(), machine.cycles());
    }
}
