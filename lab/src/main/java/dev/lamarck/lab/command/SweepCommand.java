package dev.lamarck.lab.command;

import dev.lamarck.lab.BadInput;
import dev.lamarck.lab.ExitStatus;
import dev.lamarck.lab.sweep.Sweep;
import dev.lamarck.toolchain.CompilationException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** A matrix of worlds, in processes of their own, into a directory; stopped and resumed at will. */
@Command(name = "sweep", description = {"Run all combinations of machines, settings, loads, policies and seeds that a file lists, in worker processes, into a directory.",
    "It may be stopped at any moment, however rudely, and gone on with by --resume: finished worlds are not run again."},
        subcommands = {SweepCommand.Merge.class, SweepCommand.Work.class},
        footer = {"", "In the directory: results/KEY.json a world, jobs.csv (what was run and how it ended), results.csv (all samples).",
            "The file's form is in docs/sweeps.md.", "", "Examples:", "  lamarck sweep caches.yaml --out caches", "  lamarck sweep caches.yaml --out caches --resume",
            "  lamarck sweep caches.yaml --dry-run", "  lamarck sweep caches.yaml --out part1 --shard 1/2      (and 2/2 on another host)",
            "  lamarck sweep merge part1 part2 --out caches"})
final class SweepCommand implements Callable<Integer> {
    @ParentCommand
    private Lamarck lamarck;

    @Parameters(index = "0", arity = "0..1", paramLabel = "FILE.yaml", description = "What to run.")
    private Path file;

    @Option(names = "--out", paramLabel = "DIR", description = "Where the results go (default: FILE.sweep).")
    private Path out;

    @Option(names = "--jobs", paramLabel = "N", description = "Worker processes, a world each at a time (default: one a processor).")
    private int processes = Runtime.getRuntime().availableProcessors();

    @Option(names = "--shard", paramLabel = "I/N", defaultValue = "1/1", description = "Only the I-th of N parts.")
    private String shard;

    @Option(names = "--resume", description = "Go on with what DIR holds of this sweep.")
    private boolean resumes;

    @Option(names = "--dry-run", description = "Print the jobs and run nothing.")
    private boolean isDry;

    @Override
    public Integer call() throws CompilationException {
        if (file == null) {
            throw new BadInput("a sweep of what?", "name a file as docs/sweeps.md describes it");
        }
        if (processes < 1) {
            throw new BadInput("--jobs " + processes + ": a sweep needs a worker", "leave it out for one a processor");
        }
        Sweep sweep = Sweep.of(file, Sweep.Shard.parse(shard), lamarck.images());
        if (isDry) {
            lamarck.streams().out().print(sweep.dryRun());
            return ExitStatus.OK;
        }
        Path folder = out == null ? file.resolveSibling(file.getFileName().toString().replaceFirst("\\.ya?ml$", "") + ".sweep") : out;
        Map<String, Long> outcomes = sweep.run(folder, resumes, processes, lamarck.streams().err(), lamarck::progress);
        lamarck.streams().out().println("%,d worlds in %s: %s".formatted(sweep.size(), folder, text(outcomes)));
        return outcomes.containsKey("failed") ? ExitStatus.OUR_OWN_BUG : ExitStatus.OK;
    }

    private static String text(Map<String, Long> outcomes) {
        return outcomes.entrySet().stream().map(outcome -> "%,d %s".formatted(outcome.getValue(), outcome.getKey())).collect(Collectors.joining(", "));
    }

    /** Shards, or copies, of one sweep. */
    @Command(name = "merge", description = {"Bring the directories of a sweep's shards together.", "Exit status 1 when two hold different results of one job; 2 when some are missing."})
    static final class Merge implements Callable<Integer> {
        @ParentCommand
        private SweepCommand sweep;

        @Parameters(arity = "1..*", paramLabel = "DIR", description = "What `lamarck sweep --shard` wrote. The sweep's FILE.yaml may come first; it must if it names"
                + " sources or policies beside it.")
        private List<Path> paths;

        @Option(names = "--out", paramLabel = "DIR", description = "Where all of it goes; may be one of them (default: the first).")
        private Path out;

        @Override
        public Integer call() throws CompilationException {
            boolean isNamed = !Files.isDirectory(paths.getFirst());
            List<Path> folders = isNamed ? paths.subList(1, paths.size()) : paths;
            if (folders.isEmpty()) {
                throw new BadInput("no directory to merge", "lamarck sweep merge DIR…");
            }
            Path file = isNamed ? paths.getFirst() : Sweep.fileOf(folders.getFirst());
            return merge(file, folders, out == null ? folders.getFirst() : out);
        }

        private int merge(Path file, List<Path> folders, Path out) throws CompilationException {
            Sweep whole = Sweep.of(file, Sweep.Shard.ALL, sweep.lamarck.images());
            Sweep.Merged merged = whole.merge(folders, out);
            if (!merged.differing().isEmpty()) {
                merged.differing().forEach(key -> sweep.lamarck.complain("two results of job " + key + " differ: a host is not deterministic"));
                return ExitStatus.CLAIM_FAILED;
            }
            if (merged.missing() > 0) {
                throw new BadInput("%,d of %,d worlds are in none of the directories".formatted(merged.missing(), whole.size()),
                        "lamarck sweep %s --out %s --resume runs them".formatted(file, out));
            }
            sweep.lamarck.streams().out().println("%,d worlds in %s: %s".formatted(whole.size(), out, text(merged.outcomes())));
            return ExitStatus.OK;
        }
    }

    /** A worker process; started by a sweep. */
    @Command(name = "work", hidden = true)
    static final class Work implements Callable<Integer> {
        @ParentCommand
        private SweepCommand sweep;

        @Parameters(index = "0")
        private Path file;

        @Parameters(index = "1")
        private Path folder;

        @Parameters(index = "2")
        private String shard;

        @Override
        public Integer call() throws CompilationException {
            Streams streams = sweep.lamarck.streams();
            Sweep.of(file, Sweep.Shard.parse(shard), sweep.lamarck.images()).work(folder, streams.in(), streams.out());
            return ExitStatus.OK;
        }
    }
}
