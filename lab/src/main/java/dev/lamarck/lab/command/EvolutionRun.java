package dev.lamarck.lab.command;

import dev.lamarck.lab.SeedRange;
import dev.lamarck.lab.report.EvolutionHtml;
import dev.lamarck.lab.report.EvolutionStory;
import dev.lamarck.lab.report.EvolutionText;
import dev.lamarck.lab.result.RunDirectory;
import dev.lamarck.toolchain.CompilationException;
import dev.lamarck.workloads.disk.DiskImage;
import dev.lamarck.workloads.evolution.KernelSpecializer;
import dev.lamarck.workloads.image.Images;
import dev.lamarck.workloads.image.Kernels;
import dev.lamarck.workloads.image.Programs;
import dev.lamarck.workloads.load.Load;
import dev.lamarck.workloads.policy.EvolvedPair;
import dev.lamarck.workloads.policy.PolicyStudy;
import dev.lamarck.workloads.world.Content;
import dev.lamarck.workloads.world.Job;
import dev.lamarck.workloads.world.Mode;
import dev.lamarck.workloads.world.Result;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** A verb that runs loads with policies and without, and reports it in every form that was asked for. */
final class EvolutionRun {
    @ParentCommand
    private Lamarck lamarck;

    @Mixin
    private WorldOptions world;

    @Mixin
    private DebugOptions debug;

    @Mixin
    private OutputOptions output;

    /** The directory that {@code --out} names, or, where it names none, {@code otherwise} from now on. */
    Path directory(Path otherwise) {
        if (output.out == null) {
            output.out = otherwise;
        }
        return output.out;
    }

    /** A load, and the policies that may evolve the kernel meanwhile. */
    record Act(Load load, List<String> policies) {
    }

    /**
     * @param classes  laid over the kernel's
     * @param seeds    null for the one of {@code --seed}
     * @param budget   cycles, 0 for the kernel's default
     */
    int run(String title, List<Act> acts, Map<String, byte[]> classes, SeedRange seeds, long budget) throws CompilationException {
        world.requireEvolution("evolve");
        Images images = lamarck.images();
        Map<String, byte[]> overlay = world.overlay(classes);
        Job kernel = world.job(new Kernels(images, overlay), Mode.TIMING, 1);
        Job job = seeds == null ? kernel : kernel.ofSeeds(seeds.first(), seeds.count());
        boolean evolves = acts.stream().anyMatch(act -> !act.policies().isEmpty());
        debug.attendFirst(each -> each.seed() == job.seed() && evolves == !each.policies().isEmpty(), lamarck::progress);
        KernelSpecializer specializer = new KernelSpecializer(job.kernel(), overlay);
        Content disk = new Programs(images).install(new DiskImage()).content();
        List<EvolutionStory> stories = new ArrayList<>();
        for (Act act : acts) {
            PolicyStudy study = new PolicyStudy(job, specializer, disk, act.load(), act.policies(), budget, lamarck::progressOnTerminal);
            List<EvolvedPair> pairs = study.run();
            stories.add(new EvolutionStory(study.result(pairs), pairs));
            print(stories.getLast());
        }
        List<Result> results = stories.stream().map(EvolutionStory::result).toList();
        write(title, stories);
        PrintWriter out = new PrintWriter(lamarck.streams().out());
        output.write(results, out);
        out.flush();
        return Claims.exitStatus(results, lamarck);
    }

    private void print(EvolutionStory story) {
        if (!output.resultOnStandardOutput()) {
            lamarck.streams().out().print(EvolutionText.of(story));
            lamarck.streams().out().flush();
        }
    }

    /** Of several loads, each has a directory in it that is as if it had run alone. */
    private void write(String title, List<EvolutionStory> stories) {
        if (output.out == null) {
            return;
        }
        for (EvolutionStory story : stories) {
            Result result = story.result();
            new RunDirectory(stories.size() == 1 ? output.out : output.out.resolve(result.job().load())).write(result);
        }
        new RunDirectory(output.out).write("report.html", EvolutionHtml.of(title, stories));
    }
}
