package dev.lamarck.workloads.world;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Independent work side by side, as much at a time as processors and memory allow. */
public final class Workers {
    /** What a machine needs beside its guest's memory: predecoded code, observers, results. */
    private static final long HOST_BYTES = 192L << 20;

    private Workers() {
    }

    /** The results in the order of the tasks. The first failure ends it all. */
    public static <T> List<T> run(List<Callable<T>> tasks, long guestBytes) {
        long fitting = Runtime.getRuntime().maxMemory() / (guestBytes + HOST_BYTES);
        int threads = (int) Math.max(1, Math.min(Math.min(fitting, Runtime.getRuntime().availableProcessors()), tasks.size()));
        try (ExecutorService workers = Executors.newFixedThreadPool(threads, work -> {
            Thread thread = new Thread(work, "world");
            thread.setDaemon(true);
            return thread;
        })) {
            List<Future<T>> futures = tasks.stream().map(workers::submit).toList();
            List<T> results = new ArrayList<>();
            try {
                for (Future<T> future : futures) {
                    results.add(future.get());
                }
            } catch (ExecutionException e) {
                workers.shutdownNow();
                throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
            } catch (InterruptedException e) {
                workers.shutdownNow();
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
            return results;
        }
    }
}
