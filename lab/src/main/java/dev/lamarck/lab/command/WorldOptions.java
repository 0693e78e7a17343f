package dev.lamarck.lab.command;

import dev.lamarck.hardware.machine.ConfigurationKey;
import dev.lamarck.hardware.machine.MachineConfiguration;
import dev.lamarck.lab.BadInput;
import dev.lamarck.lab.Version;
import dev.lamarck.toolchain.CompilationException;
import dev.lamarck.workloads.image.Images;
import dev.lamarck.workloads.image.KernelVariant;
import dev.lamarck.workloads.image.Kernels;
import dev.lamarck.workloads.image.SourceCompiler;
import dev.lamarck.workloads.world.Content;
import dev.lamarck.workloads.world.Job;
import dev.lamarck.workloads.world.Mode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** The options that choose a world: machine, kernel, mode, seed, budget. */
final class WorldOptions {
    private static final Pattern SIZE = Pattern.compile("(\\d{1,12})([KMG]?)");

    /** How guest instructions are executed. Both give the same result; so it is no part of a job. */
    enum Engine {
        INTERPRET, TRANSLATE;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Option(names = "--machine", paramLabel = "NAME", defaultValue = "ultrasparc-1",
            description = "Machine configuration (default: ${DEFAULT-VALUE}; see `lamarck list machines`).")
    private String machine;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "Set a key of the machine's configuration. Repeatable.")
    private Map<String, String> settings = new TreeMap<>();

    @Option(names = "--swap", paramLabel = "SIZE",
            description = "A disk of SIZE bytes (K, M, G may follow) for pages that memory has no room for; the same as --set swap.bytes=.")
    private String swap;

    @Option(names = "--source", paramLabel = "DIR",
            description = "Compile the Kernel Java files in DIR over the built-in classes of the kernel.")
    private Path source;

    @Option(names = "--kernel", paramLabel = "NAME", defaultValue = "standard", converter = KernelConverter.class,
            description = "Which kernel: standard, or lab, a small one for a first course (see `lamarck list kernels`).")
    private KernelVariant kernel;

    @Option(names = "--mode", paramLabel = "MODE", description = "functional or timing (default: timing for demo and experiment, else functional).")
    private Mode mode;

    @Option(names = "--engine", paramLabel = "ENGINE",
            description = "interpret or translate (default: interpret). What is computed does not depend on it.")
    private Engine engine;

    @Option(names = "--fast-forward", paramLabel = "N|marker:V",
            description = "Functional mode for N instructions, or until the guest sets marker V; then timing, whose caches --set warm.up=M instructions warm before anything counts.")
    private String fastForward;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1",
            description = "Picks preemption points and every other simulated chance (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--timeout-instructions", paramLabel = "N", description = "End the run after N instructions (exit status 4).")
    private Long timeoutInstructions;

    /** Refuses a kernel that does not change its code, where that is what is looked at. */
    void requireEvolution(String verb) {
        if (kernel != KernelVariant.STANDARD) {
            throw new BadInput(verb + " --kernel " + kernel.label() + ": that kernel does not change its code", "leave --kernel out");
        }
    }

    /** Sets a key that was not set. */
    void setByDefault(ConfigurationKey key, String value) {
        settings.putIfAbsent(key.key(), value);
    }

    /** The machine, with every key that was set. */
    MachineConfiguration configuration(Mode byDefault) {
        Mode usual = fastForward == null ? byDefault : Mode.TIMING;
        MachineConfiguration configuration = MachineConfiguration.named(machine)
                .with(ConfigurationKey.MODE, (mode == null ? usual : mode).label());
        if (fastForward != null) {
            configuration = configuration.with(ConfigurationKey.FAST_FORWARD, fastForward);
        }
        if (swap != null) {
            configuration = configuration.with(ConfigurationKey.SWAP_BYTES, Long.toString(bytes("--swap", swap)));
        }
        for (Map.Entry<String, String> setting : settings.entrySet()) {
            configuration = configuration.with(setting.getKey(), setting.getValue());
        }
        configuration.check();
        return configuration;
    }

    /** A number of bytes as people write it. */
    private static long bytes(String option, String size) {
        Matcher matcher = SIZE.matcher(size);
        if (!matcher.matches()) {
            throw new BadInput(option + " " + size + ": not a size", "say 64M, or a number of bytes");
        }
        int shift = matcher.group(2).isEmpty() ? 0 : 10 + 10 * "KMG".indexOf(matcher.group(2));
        return Long.parseLong(matcher.group(1)) << shift;
    }

    /** The mode that was asked for; all of them, if none was. */
    List<Mode> modes() {
        return mode == null ? List.of(Mode.values()) : List.of(mode);
    }

    /** The engine that was asked for, by name; all of them, if none was. */
    List<String> engines() {
        return (engine == null ? Stream.of(Engine.values()) : Stream.of(engine)).map(Engine::label).toList();
    }

    /** Where edited sources are, or null. */
    Path source() {
        return source;
    }

    /** The kernel's images, with the sources of {@code --source} laid over them. */
    Kernels kernels(Images images) throws CompilationException {
        return new Kernels(images, kernel, overlay(Map.of()));
    }

    /** What is laid over the kernel's classes: the sources of {@code --source}, and further classes. */
    Map<String, byte[]> overlay(Map<String, byte[]> added) throws CompilationException {
        check();
        Map<String, byte[]> overlay = new TreeMap<>(source == null ? Map.of() : SourceCompiler.compileFolder(source));
        overlay.putAll(added);
        return overlay;
    }

    /** A job of this machine and kernel that has nothing to run yet. */
    Job job(Images images, Mode defaultMode, int seeds) throws CompilationException {
        return job(kernels(images), defaultMode, seeds);
    }

    /** The same of a kernel with more in it. */
    Job job(Kernels kernels, Mode defaultMode, int seeds) throws CompilationException {
        MachineConfiguration configuration = configuration(defaultMode);
        return new Job("nothing", Version.current(), kernels.plain(), Content.EMPTY, configuration, seed, seeds, instructionBudget(),
                List.of(), List.of(), Content.EMPTY);
    }

    private long instructionBudget() {
        if (timeoutInstructions != null && timeoutInstructions <= 0) {
            throw new BadInput("--timeout-instructions needs a positive number, not " + timeoutInstructions, "leave it out for no limit");
        }
        return timeoutInstructions == null ? Job.UNLIMITED : timeoutInstructions;
    }

    /** Refuses, before anything is built, what no machine or kernel can be made of. */
    private void check() {
        chooseEngine();
        if (source != null && !Files.isDirectory(source)) {
            throw new BadInput("--source " + source + ": no such folder", "name a folder of Kernel Java files");
        }
    }

    /** For every machine of this process: an engine is no part of a job. */
    private void chooseEngine() {
        if (engine == null) {
            return;
        }
        configuration(Mode.TIMING).interpretedOnly().filter(key -> engine == Engine.TRANSLATE).ifPresent(key -> {
            throw new BadInput("--engine translate with " + key + ": only the interpreter does that", "leave one of them out");
        });
        System.setProperty(dev.lamarck.hardware.translate.Engine.PROPERTY, engine.label());
    }
}
