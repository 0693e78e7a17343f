package dev.lamarck.lab.sweep;

import dev.lamarck.hardware.machine.ConfigurationKey;
import dev.lamarck.hardware.machine.MachineConfiguration;
import dev.lamarck.lab.BadInput;
import dev.lamarck.lab.Version;
import dev.lamarck.lab.policy.PolicyChoice;
import dev.lamarck.toolchain.CompilationException;
import dev.lamarck.toolchain.residual.Specializer;
import dev.lamarck.workloads.disk.DiskImage;
import dev.lamarck.workloads.evolution.KernelSpecializer;
import dev.lamarck.workloads.image.Images;
import dev.lamarck.workloads.image.Kernels;
import dev.lamarck.workloads.image.Programs;
import dev.lamarck.workloads.image.SourceCompiler;
import dev.lamarck.workloads.load.Load;
import dev.lamarck.workloads.policy.PolicyStudy;
import dev.lamarck.workloads.world.Content;
import dev.lamarck.workloads.world.Job;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** The jobs of a sweep, all combinations of what its file lists, in the order of the file: seeds fastest. No two have one key. */
record SweepPlan(List<SweepJob> jobs) {

    /** Builds the kernel, with all the sweep's policies in it, and the boot disk. */
    static SweepPlan of(Path path, Images images) throws CompilationException {
        SweepFile file = SweepFile.read(path);
        PolicyChoice choice = PolicyChoice.of(file.policies(), path.toAbsolutePath().getParent());
        Map<String, byte[]> overlay = new TreeMap<>(sources(file));
        overlay.putAll(choice.classes());
        Content kernel = new Kernels(images, overlay).plain();
        Content disk = new Programs(images).install(new DiskImage()).content();
        Supplier<Specializer> compiler = new KernelSpecializer(kernel, overlay);
        List<SweepJob> jobs = new ArrayList<>();
        for (String machine : file.machines()) {
            for (Map<String, String> settings : file.settings()) {
                Job bare = new Job("nothing", Version.current(), kernel, disk, configuration(file, machine, settings), file.seeds().first(), 1,
                        file.instructionBudget(), List.of(), List.of(), Content.EMPTY);
                for (Load load : file.loads()) {
                    for (List<String> policies : file.policies()) {
                        List<String> names = choice.names(policies);
                        Job job = load.job(bare, disk, PolicyStudy.requests(names, file.budget()));
                        LongStream.rangeClosed(file.seeds().first(), file.seeds().last())
                                .forEach(seed -> jobs.add(new SweepJob(job.ofSeed(seed), settings, names, compiler)));
                    }
                }
            }
        }
        return new SweepPlan(distinct(path, jobs));
    }

    private static Map<String, byte[]> sources(SweepFile file) throws CompilationException {
        if (file.source() == null) {
            return Map.of();
        }
        if (!Files.isDirectory(file.source())) {
            throw new BadInput("source: " + file.source().getFileName() + " is no folder beside the sweep's file", "name a folder of Kernel Java files");
        }
        return SourceCompiler.compileFolder(file.source());
    }

    private static MachineConfiguration configuration(SweepFile file, String machine, Map<String, String> settings) {
        MachineConfiguration configuration = MachineConfiguration.named(machine).with(ConfigurationKey.MODE, file.mode().label());
        for (Map.Entry<String, String> setting : settings.entrySet()) {
            configuration = configuration.with(setting.getKey(), setting.getValue());
        }
        return configuration;
    }

    private static List<SweepJob> distinct(Path path, List<SweepJob> jobs) {
        Map<String, SweepJob> byKey = new TreeMap<>();
        for (SweepJob job : jobs) {
            if (byKey.put(job.key(), job) != null) {
                throw new BadInput(path + ": two of its worlds are the same: " + job.job().load() + " on " + job.job().machine().name() + ", seed " + job.job().seed(),
                        "name each machine, set of keys, load and set of policies once");
            }
        }
        return List.copyOf(jobs);
    }

    /** Every {@code count}th job from the {@code index}th on, both counted from 1. */
    SweepPlan shard(int index, int count) {
        return new SweepPlan(IntStream.range(0, jobs.size()).filter(i -> i % count == index - 1).mapToObj(jobs::get).toList());
    }

    /** The keys of all jobs, a line each: two plans with the same text are the same. */
    String text() {
        return jobs.stream().map(job -> job.key() + "\n").collect(Collectors.joining());
    }

    /** Of {@link #text}. */
    String digest() {
        return Content.sha256(text().getBytes(StandardCharsets.UTF_8));
    }
}
