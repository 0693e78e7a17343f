package dev.lamarck.lab.command;

import dev.lamarck.lab.BadInput;
import dev.lamarck.workloads.world.BootArguments;
import java.util.List;
import picocli.CommandLine.Option;

/** What the kernel is told about its memory. */
final class KernelMemoryOptions {
    @Option(names = "--kmem-fail", paramLabel = "N",
            description = "Refuse one in N (2 or more) of the kernel's allocations for programs, as if memory were short, picked by the seed.")
    private Integer failOneIn;

    @Option(names = "--kmem-audit", description = {"Audit the kernel's heap: red zones, use after free, double free, and what cannot be reached any more at the end;", "a finding is told on standard error, and the kernel panics (exit status 3)."})
    private boolean isAudited;

    /** The boot arguments with these. */
    List<String> added(List<String> boot, long seed) {
        if (failOneIn != null && failOneIn < 2) {
            throw new BadInput("--kmem-fail " + failOneIn + ": no program could ever get memory", "say 2 or more");
        }
        List<String> told = failOneIn == null ? boot : BootArguments.failingAllocations(boot, failOneIn, seed);
        return isAudited ? BootArguments.auditingMemory(told) : told;
    }
}
