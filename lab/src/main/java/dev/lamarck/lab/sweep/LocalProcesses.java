package dev.lamarck.lab.sweep;

import dev.lamarck.lab.BadInput;
import dev.lamarck.lab.ExitStatus;
import dev.lamarck.lab.OwnProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

/**
 * Workers that are processes of this host, one world each at a time, which live as long as there is work. They tell what they do on their
 * standard output and end when their standard input does: none outlives the one who started it.
 *
 * @param worker the command line of a worker, behind the program's name
 * @param count  how many
 * @param errors where what they complain about goes
 */
record LocalProcesses(List<String> worker, int count, PrintStream errors) implements SweepRunner {
    private static final String BEGUN = "begun ";
    private static final String ENDED = "ended ";
    private static final long LOOK_AGAIN_MILLISECONDS = 500;

    @Override
    public void run(SweepPlan plan, SweepDirectory directory, IntConsumer ended) {
        while (hasOpen(plan, directory)) {
            runWorkers(ended);
            if (hasOpen(plan, directory)) {
                // Others who share the directory are at it.
                sleep();
            }
        }
    }

    private static boolean hasOpen(SweepPlan plan, SweepDirectory directory) {
        return plan.jobs().stream().anyMatch(job -> !directory.isFinished(job) && directory.failure(job).isEmpty());
    }

    private void runWorkers(IntConsumer ended) {
        List<Callable<Void>> tasks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            tasks.add(() -> {
                keepOne(ended);
                return null;
            });
        }
        try (ExecutorService keepers = Executors.newFixedThreadPool(count, task -> Thread.ofPlatform().daemon().unstarted(task))) {
            for (Future<Void> keeper : keepers.invokeAll(tasks)) {
                if (keeper.state() == Future.State.FAILED) {
                    throw keeper.exceptionNow() instanceof RuntimeException e ? e : new IllegalStateException(keeper.exceptionNow());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Starts another in the place of one that died over its work. */
    private void keepOne(IntConsumer ended) throws IOException, InterruptedException {
        boolean isDead = true;
        while (isDead) {
            Process process = new ProcessBuilder(OwnProcess.command(worker)).redirectError(ProcessBuilder.Redirect.PIPE).start();
            Thread complaints = Thread.ofPlatform().daemon().start(() -> process.errorReader().lines().forEach(errors::println));
            boolean hasBegun = listen(process, ended);
            int status = process.waitFor();
            complaints.join();
            isDead = status != ExitStatus.OK;
            if (isDead && (status == ExitStatus.BAD_INPUT || !hasBegun)) {
                throw new BadInput("a worker of the sweep gave up with status " + status, "see what it says above; then --resume");
            }
        }
    }

    private static boolean listen(Process process, IntConsumer ended) throws IOException {
        boolean hasBegun = false;
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                hasBegun |= line.startsWith(BEGUN);
                if (line.startsWith(ENDED)) {
                    synchronized (LocalProcesses.class) {
                        ended.accept(1);
                    }
                }
            }
        }
        return hasBegun;
    }

    private static void sleep() {
        try {
            TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The worker's own side: works on the plan, and ends with its input. */
    static void work(SweepPlan plan, SweepDirectory directory, InputStream in, PrintStream out) {
        Thread.ofPlatform().daemon().start(() -> endWith(in));
        new SweepWorker(plan, directory, job -> tell(out, BEGUN, job), job -> tell(out, ENDED, job)).work();
    }

    private static void tell(PrintStream out, String what, SweepJob job) {
        out.println(what + job.key());
        out.flush();
    }

    private static void endWith(InputStream in) {
        try {
            in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Runtime.getRuntime().halt(ExitStatus.OUR_OWN_BUG);
    }
}
