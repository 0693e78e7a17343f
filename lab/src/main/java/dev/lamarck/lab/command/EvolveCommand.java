package dev.lamarck.lab.command;

import dev.lamarck.kernel.evolve.policy.Policies;
import dev.lamarck.kernel.evolve.policy.Policy;
import dev.lamarck.lab.BadInput;
import dev.lamarck.lab.ExitStatus;
import dev.lamarck.lab.report.EvolutionText;
import dev.lamarck.lab.result.RunDirectory;
import dev.lamarck.toolchain.CompilationException;
import dev.lamarck.workloads.disk.DiskImage;
import dev.lamarck.workloads.image.ImageCache;
import dev.lamarck.workloads.image.Images;
import dev.lamarck.workloads.image.Programs;
import dev.lamarck.workloads.load.Load;
import dev.lamarck.workloads.load.Loads;
import dev.lamarck.workloads.policy.EvolvedPair;
import dev.lamarck.workloads.policy.PolicyFiles;
import dev.lamarck.workloads.policy.PolicyStudy;
import dev.lamarck.workloads.world.Job;
import dev.lamarck.workloads.world.Mode;
import dev.lamarck.workloads.world.Result;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Policies on a load, every seed with them and without. */
@Command(name = "evolve", description = {"Run a load on every seed with policies and without, and say what they gained.",
    "Worlds run side by side on all processors; the result does not depend on how many."},
        footer = {"", "Exit status 1 when a result of the load is wrong, or a change that its trial did not keep is still there.", "", "Examples:",
            "  lamarck evolve --policy harmful --load mixed --seeds 1..20", "  lamarck evolve --policy Mine.java --load opens --seeds 1..5 --json mine.json",
            "  lamarck evolve --load mixed --seeds 1..20 --json base.json       (no policy: what to compare with)"})
final class EvolveCommand implements Callable<Integer> {
    @ParentCommand
    private Lamarck lamarck;

    @Mixin
    private WorldOptions world;

    @Mixin
    private OutputOptions output;

    @Option(names = "--policy", paramLabel = "NAME|FILE.java", arity = "1..*",
            description = "A policy by name (see `lamarck list policies`), or Kernel Java files that hold one. Repeatable.")
    private List<String> policies = List.of();

    @Option(names = "--load", paramLabel = "NAME", defaultValue = "mixed", description = "See `lamarck list loads` (default: ${DEFAULT-VALUE}).")
    private String loadName;

    @Option(names = "--seeds", paramLabel = "A..B", converter = SeedRange.Converter.class, description = "Seeds, both ends included (default: --seed alone).")
    private SeedRange seeds;

    @Override
    public Integer call() throws CompilationException {
        Load load = Loads.named(loadName).orElseThrow(() -> new BadInput("no load is called '" + loadName + "'",
                "there are: " + Loads.all().stream().map(Load::name).collect(Collectors.joining(", "))));
        Images images = new Images(ImageCache.ofUser(), lamarck::progress);
        PolicyFiles files = PolicyFiles.compile(policies.stream().filter(EvolveCommand::isFile).map(EvolveCommand::existing).toList());
        List<String> names = names(files);
        Job job = world.job(images, files.classes(), Mode.TIMING, seeds == null ? 1 : seeds.count());
        if (seeds != null) {
            job = job.ofSeeds(seeds.first(), seeds.count());
        }
        PolicyStudy study = new PolicyStudy(job, new Programs(images).install(new DiskImage()).content(), load, names,
                lamarck::progressOnTerminal);
        List<EvolvedPair> pairs = study.run();
        return report(study.result(pairs), pairs);
    }

    private int report(Result result, List<EvolvedPair> pairs) {
        if (output.out != null) {
            new RunDirectory(output.out).write(result);
        }
        PrintWriter out = new PrintWriter(lamarck.streams().out());
        output.write(result, out);
        if (!output.resultOnStandardOutput()) {
            out.print(EvolutionText.of(result, pairs));
        }
        out.flush();
        return result.claims().stream().allMatch(Result.Claim::holds) ? ExitStatus.OK : ExitStatus.CLAIM_FAILED;
    }

    private List<String> names(PolicyFiles files) {
        List<String> names = new ArrayList<>();
        List<String> known = Stream.of(Policies.builtIn()).map(Policy::name).toList();
        for (String policy : policies) {
            if (!isFile(policy) && !known.contains(policy)) {
                throw new BadInput("no policy is called '" + policy + "'", "there are: " + String.join(", ", known) + "; or name a file X.java");
            }
            if (!isFile(policy)) {
                names.add(policy);
            }
        }
        names.addAll(files.names());
        return names;
    }

    private static boolean isFile(String policy) {
        return policy.endsWith(".java");
    }

    private static Path existing(String file) {
        Path path = Path.of(file);
        if (!Files.isRegularFile(path)) {
            throw new BadInput("--policy " + file + ": no such file", "name a Kernel Java file that holds a policy");
        }
        return path;
    }
}
