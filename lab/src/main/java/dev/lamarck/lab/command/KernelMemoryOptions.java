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

    /** The boot arguments with these. */
    List<String> added(List<String> boot, long seed) {
        if (failOneIn != null && failOneIn < 2) {
            throw new BadInput("--kmem-fail " + failOneIn + ": no program could ever get memory", "say 2 or more");
        }
        return failOneIn == null ? boot : BootArguments.failingAllocations(boot, failOneIn, seed);
    }
}
