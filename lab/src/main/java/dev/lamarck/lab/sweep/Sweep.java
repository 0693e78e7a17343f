package dev.lamarck.lab.sweep;

import dev.lamarck.lab.BadInput;
import dev.lamarck.lab.result.ResultCsv;
import dev.lamarck.toolchain.CompilationException;
import dev.lamarck.workloads.image.Images;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** A sweep's plan, or a shard of it, and the directory where its results are: all that the command line does with them. */
public final class Sweep {
    /** News of the progress are told so many times at most. */
    private static final int NEWS = 20;

    private final Path file;
    private final SweepPlan whole;
    private final SweepPlan plan;
    private final Shard shard;

    /** Every {@code count}th job from the {@code index}th on. */
    public record Shard(int index, int count) {
        public static final Shard ALL = new Shard(1, 1);

        /** From its written form {@code I/N}. */
        public static Shard parse(String text) {
            String[] parts = text.split("/", -1);
            try {
                Shard shard = new Shard(Integer.parseInt(parts[0]), Integer.parseInt(parts[parts.length - 1]));
                if (parts.length == 2 && shard.index >= 1 && shard.index <= shard.count) {
                    return shard;
                }
            } catch (NumberFormatException notANumber) {
                // Told below, as every other wrong form.
            }
            throw new BadInput("--shard " + text + " is no shard", "write 1/4, 2/4, … for four parts");
        }

        @Override
        public String toString() {
            return index + "/" + count;
        }
    }

    private Sweep(Path file, SweepPlan whole, Shard shard) {
        this.file = file;
        this.whole = whole;
        this.plan = whole.shard(shard.index, shard.count);
        this.shard = shard;
    }

    /** Reads the file and builds what its worlds need. */
    public static Sweep of(Path file, Shard shard, Images images) throws CompilationException {
        return new Sweep(file, SweepPlan.of(file, images), shard);
    }

    /** A row a job, as {@link #run} would run them. */
    public String dryRun() {
        StringBuilder rows = new StringBuilder(ResultCsv.row("jobKey", "machine", "mode", "load", "policies", "seed"));
        plan.jobs().forEach(job -> rows.append(ResultCsv.row(job.key(), job.job().machine().name(), job.job().mode().label(), job.job().load(),
                String.join(" ", job.policies()), job.job().seed())));
        return rows.toString();
    }

    public int size() {
        return plan.jobs().size();
    }

    /**
     * Runs what is not finished, in processes of this host, and writes the tables if nothing failed.
     *
     * @return how many jobs ended in which way; failures as {@code failed}
     */
    public Map<String, Long> run(Path folder, boolean resumes, int processes, PrintStream errors, Consumer<String> news) {
        SweepDirectory directory = new SweepDirectory(folder);
        directory.begin(whole, text(), resumes);
        int finished = (int) plan.jobs().stream().filter(directory::isFinished).count();
        if (finished > 0) {
            news.accept("%,d of %,d worlds are finished already".formatted(finished, size()));
        }
        AtomicInteger count = new AtomicInteger(finished);
        int step = Math.max(1, size() / NEWS);
        new LocalProcesses(worker(folder), Math.min(processes, Math.max(1, size() - finished)), errors).run(plan, directory, more -> {
            if (count.addAndGet(more) % step == 0) {
                news.accept("%,d of %,d worlds".formatted(count.get(), size()));
            }
        });
        List<String> failures = failures(directory);
        failures.forEach(errors::println);
        return failures.isEmpty() ? tables(directory) : Map.of("failed", (long) failures.size());
    }

    private List<String> failures(SweepDirectory directory) {
        List<String> failures = new ArrayList<>();
        for (SweepJob job : plan.jobs()) {
            directory.failure(job).ifPresent(why -> failures.add("lamarck: %s on %s, seed %d failed: %s".formatted(job.job().load(), job.job().machine().name(),
                    job.job().seed(), why)));
        }
        return failures;
    }

    private Map<String, Long> tables(SweepDirectory directory) {
        SweepTables tables = SweepTables.of(plan, directory);
        directory.write("jobs.csv", tables.jobs());
        directory.write("results.csv", tables.samples());
        return tables.outcomes();
    }

    private List<String> worker(Path folder) {
        return List.of("sweep", "work", "-q", file.toAbsolutePath().toString(), folder.toAbsolutePath().toString(), shard.toString());
    }

    /** A worker process's part. */
    public void work(Path folder, InputStream in, PrintStream out) {
        LocalProcesses.work(plan, new SweepDirectory(folder), in, out);
    }

    private String text() {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new BadInput(file + " cannot be read", "name a readable file");
        }
    }

    /** The file whose sweep a directory holds. */
    public static Path fileOf(Path folder) {
        return SweepDirectory.file(folder).orElseThrow(() -> new BadInput(folder + " is no directory of a sweep", "name one that `lamarck sweep` made"));
    }

    /** What a merge found: jobs whose results differ between directories, by key, and how many are nowhere. */
    public record Merged(List<String> differing, int missing, Map<String, Long> outcomes) {}

    /** Brings directories together in one, which gets the tables if nothing is missing. */
    public Merged merge(List<Path> folders, Path into) {
        SweepDirectory target = new SweepDirectory(into);
        target.begin(whole, text(), true);
        SweepMerge merge = new SweepMerge(whole, target);
        List<String> differing = merge.take(folders);
        int missing = merge.missing().size();
        return new Merged(differing, missing, missing == 0 ? tables(target) : Map.of());
    }
}
