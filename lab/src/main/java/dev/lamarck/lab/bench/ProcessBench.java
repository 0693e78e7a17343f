package dev.lamarck.lab.bench;

import dev.lamarck.lab.OwnProcess;
import dev.lamarck.toolchain.CompilationException;
import dev.lamarck.workloads.bench.BenchProgram;
import dev.lamarck.workloads.bench.BenchPrograms;
import dev.lamarck.workloads.image.Images;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Measures what somebody waits for: processes of Lamarck from start to exit, with all that they load, compile and warm up. */
public final class ProcessBench {
    private static final String PROGRAM = "queens";
    /** Of the program: a billion instructions. */
    private static final int JOB_ROUNDS = 17_500;
    /** The same where each of up to eight processors has a program of its own. */
    private static final int SHARE_ROUNDS = 2_000;
    private static final List<Integer> PROCESSORS = List.of(1, 2, 4, 8);
    private static final int SAMPLES = 3;

    // What the design demands: in terms of the peer's time, seconds, and processors' worth of a processor alone.
    private static final double MOST_OF_PEER = 2;
    private static final double MOST_SECONDS_TO_PROMPT = 2;
    private static final double MOST_OF_LINEAR = 1.1;
    private static final String LITTLE_HEAP = "-Xmx256m";

    private final List<String> options;
    private final PrintWriter out;
    private boolean holds = true;

    /** @param options of every process */
    public ProcessBench(List<String> options, PrintWriter out) {
        this.options = options;
        this.out = out;
    }

    /** Prints a row for each kind of process. @return whether each is as fast as it must be */
    public boolean run(Images images) throws CompilationException {
        out.printf("%-44s %8s %8s  %s%n", "process", "wall s", "CPU s", "must");
        BenchProgram program = BenchPrograms.named(PROGRAM).orElseThrow();
        Path file = written(program.compile(images).orElseThrow().bytes());
        try {
            job(file);
            boots();
            processors(file);
        } finally {
            file.toFile().delete();
        }
        return holds;
    }

    private static Path written(byte[] bytes) {
        try {
            Path file = Files.write(Files.createTempDirectory("lamarck-bench").resolve(PROGRAM), bytes);
            file.toFile().setExecutable(true);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void job(Path file) {
        Peer peer = Peer.plain();
        List<TimedProcess> theirs = new ArrayList<>();
        List<TimedProcess> ours = new ArrayList<>();
        for (int sample = 0; sample < SAMPLES; sample++) {
            theirs.add(peer.run(file, JOB_ROUNDS));
            ours.add(lamarck(List.of(), "run", "--mode", "functional", file.toString(), Integer.toString(JOB_ROUNDS)));
        }
        if (!ours.getFirst().output().equals(theirs.getFirst().output())) {
            throw new IllegalStateException("the job's output is not the peer's: " + ours.getFirst().output());
        }
        double bound = MOST_OF_PEER * median(theirs).wallSeconds();
        row("a billion instructions, functional", median(ours), median(ours).wallSeconds() <= bound,
                "%.2f: %.0f times qemu-sparc64".formatted(bound, MOST_OF_PEER));
    }

    private void boots() {
        TimedProcess prompt = sampled(List.of(), "boot", "--mode", "timing", "-c", "exit");
        row("boot to the shell, timing", prompt, prompt.wallSeconds() <= MOST_SECONDS_TO_PROMPT, "%.2f".formatted(MOST_SECONDS_TO_PROMPT));
        row("the same, 64 MB of RAM in a heap of 256 MB", sampled(List.of(LITTLE_HEAP), "boot", "--mode", "timing", "--set", "ram.bytes=67108864", "-c", "exit"), true, "end well");
    }

    /** As many programs as processors, in one machine. */
    private void processors(Path file) {
        double alone = 0;
        for (int count : PROCESSORS) {
            String commands = String.join(" ", Collections.nCopies(count, PROGRAM + " " + SHARE_ROUNDS + " &")) + " wait";
            TimedProcess run = sampled(List.of(), "boot", "--mode", "functional", "--set", "cpus=" + count, "--copy-in", file + "=/bin/" + PROGRAM, "-c", commands);
            alone = count == 1 ? run.cpuSeconds() : alone;
            double bound = MOST_OF_LINEAR * count * alone;
            row(count + " busy processors", run, run.cpuSeconds() <= bound, "%.2f s of CPU: %.1f times %d of one".formatted(bound, MOST_OF_LINEAR, count));
        }
    }

    private void row(String name, TimedProcess run, boolean isMet, String must) {
        holds &= isMet;
        out.printf("%-44s %8.2f %8.2f  %s%s%n", name, run.wallSeconds(), run.cpuSeconds(), must, isMet ? "" : ", which is MISSED");
        out.flush();
    }

    private TimedProcess sampled(List<String> flags, String... arguments) {
        return median(Stream.generate(() -> lamarck(flags, arguments)).limit(SAMPLES).toList());
    }

    private TimedProcess lamarck(List<String> flags, String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments).subList(0, 1));
        all.addAll(options);
        all.addAll(List.of(arguments).subList(1, arguments.length));
        return TimedProcess.run(OwnProcess.command(flags, all));
    }

    private static TimedProcess median(List<TimedProcess> runs) {
        return runs.stream().sorted(Comparator.comparingDouble(TimedProcess::wallSeconds)).skip(runs.size() / 2).findFirst().orElseThrow();
    }
}
