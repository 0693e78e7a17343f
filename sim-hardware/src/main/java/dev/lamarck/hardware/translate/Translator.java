package dev.lamarck.hardware.translate;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The host's thread that translates for all machines. It never keeps the JVM alive. */
final class Translator {
    private static final ExecutorService THREAD = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "translator");
        thread.setDaemon(true);
        return thread;
    });

    private Translator() {}

    static void submit(Runnable task) {
        THREAD.execute(task);
    }
}
