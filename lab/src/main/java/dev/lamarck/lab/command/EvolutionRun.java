package dev.lamarck.lab.command;

import dev.lamarck.lab.ExitStatus;
import dev.lamarck.lab.SeedRange;
import dev.lamarck.lab.report.EvolutionHtml;
import dev.lamarck.lab.report.EvolutionText;
import dev.lamarck.lab.result.RunDirectory;
import dev.lamarck.toolchain.CompilationException;
import dev.lamarck.workloads.disk.DiskImage;
import dev.lamarck.workloads.evolution.KernelSpecializer;
import dev.lamarck.workloads.image.ImageCache;
import dev.lamarck.workloads.image.Images;
import dev.lamarck.workloads.image.Kernels;
import dev.lamarck.workloads.image.Programs;
import dev.lamarck.workloads.load.Load;
import dev.lamarck.workloads.policy.EvolvedPair;
import dev.lamarck.workloads.policy.PolicyStudy;
import dev.lamarck.workloads.world.Job;
import dev.lamarck.workloads.world.Mode;
import dev.lamarck.workloads.world.Result;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** A verb that runs a load with policies and without, and reports it in every form that was asked for. */
final class EvolutionRun {
    @ParentCommand
    private Lamarck lamarck;

    @Mixin
    private WorldOptions world;

    @Mixin
    private OutputOptions output;

    /** The directory that {@code --out} names, or, where it names none, {@code otherwise} from now on. */
    Path directory(Path otherwise) {
        if (output.out == null) {
            output.out = otherwise;
        }
        return output.out;
    }

    /**
     * @param classes  laid over the kernel's
     * @param seeds    null for the one of {@code --seed}
     * @param budget   cycles, 0 for the kernel's default
     */
    int run(String title, Load load, List<String> policies, Map<String, byte[]> classes, SeedRange seeds, long budget) throws CompilationException {
        Images images = new Images(ImageCache.ofUser(), lamarck::progress);
        Map<String, byte[]> overlay = world.overlay(classes);
        Job kernel = world.job(new Kernels(images, overlay), Mode.TIMING, 1);
        Job job = seeds == null ? kernel : kernel.ofSeeds(seeds.first(), seeds.count());
        PolicyStudy study = new PolicyStudy(job, new KernelSpecializer(job.kernel(), overlay), new Programs(images).install(new DiskImage()).content(), load, policies,
                budget, lamarck::progressOnTerminal);
        List<EvolvedPair> pairs = study.run();
        Result result = study.result(pairs);
        if (output.out != null) {
            RunDirectory directory = new RunDirectory(output.out);
            directory.write(result);
            directory.write("report.html", EvolutionHtml.of(title, result, pairs));
        }
        PrintWriter out = new PrintWriter(lamarck.streams().out());
        output.write(result, out);
        if (!output.resultOnStandardOutput()) {
            out.print(EvolutionText.of(result, pairs));
        }
        out.flush();
        return result.claims().stream().allMatch(Result.Claim::holds) ? ExitStatus.OK : ExitStatus.CLAIM_FAILED;
    }
}
