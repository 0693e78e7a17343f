package dev.lamarck.workloads.world;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.StringJoiner;
import java.util.TreeMap;

/**
 * Everything that a world depends on.
 *
 * @param load              what runs: a program's or an experiment's name
 * @param version           of the machine that runs it: another emulator may give another result
 * @param kernel            the kernel's ELF image
 * @param disk              the boot disk, a {@code ustar} archive
 * @param machine           name of the machine's configuration
 * @param settings          keys of that configuration that the job sets
 * @param mode              what a cycle is
 * @param seed              picks preemption points and every other simulated chance
 * @param seeds             1 for a world; an experiment runs the worlds of this many seeds from {@code seed} on
 * @param instructionBudget the run ends with {@link Outcome#TIMEOUT} after this many instructions
 * @param boot              the boot arguments, {@code key=value} lines (see {@link BootArguments})
 * @param input             what the guest's console may read; ends in end-of-input
 */
public record Job(String load, String version, Content kernel, Content disk, String machine, SortedMap<String, String> settings,
        Mode mode, long seed, int seeds, long instructionBudget, List<String> boot, Content input) {

    /** A budget that no run uses up. */
    public static final long UNLIMITED = Long.MAX_VALUE;

    public Job {
        settings = Collections.unmodifiableSortedMap(new TreeMap<>(settings));
        boot = List.copyOf(boot);
    }

    /** The inputs in their written form and order; large ones by the hash of their content. */
    public Map<String, Object> inputs() {
        Map<String, Object> inputs = new LinkedHashMap<>();
        inputs.put("load", load);
        inputs.put("version", version);
        inputs.put("kernel", kernel.sha256());
        inputs.put("disk", disk.sha256());
        inputs.put("machine", machine);
        inputs.put("settings", settings);
        inputs.put("mode", mode.label());
        inputs.put("seed", seed);
        inputs.put("seeds", seeds);
        inputs.put("instructionBudget", instructionBudget);
        inputs.put("boot", boot);
        inputs.put("input", input.sha256());
        return inputs;
    }

    /** SHA-256 of all inputs: join key and cache key of results. */
    public String key() {
        StringJoiner lines = new StringJoiner("\n");
        inputs().forEach((name, value) -> {
            switch (value) {
                case List<?> elements -> elements.forEach(element -> lines.add(name + "[]=" + element));
                case Map<?, ?> entries -> entries.forEach((key, setting) -> lines.add(name + "." + key + "=" + setting));
                default -> lines.add(name + "=" + value);
            }
        });
        return Content.sha256(lines.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** The same world under another seed. */
    public Job ofSeed(long other) {
        return new Job(load, version, kernel, disk, machine, settings, mode, other, 1, instructionBudget, boot, input);
    }

    /** The job with the input that the guest really took, known when the run is over. */
    public Job withInput(Content consumed) {
        return new Job(load, version, kernel, disk, machine, settings, mode, seed, seeds, instructionBudget, boot, consumed);
    }
}
