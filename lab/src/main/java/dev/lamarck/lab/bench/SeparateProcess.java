package dev.lamarck.lab.bench;

import dev.lamarck.lab.OwnProcess;
import dev.lamarck.lab.bench.Speed.Window;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

/**
 * A measurement in a JVM of its own: the JIT compiler has seen this program only, with this engine in this mode. Its whole standard output is one line, the
 * state hash and {@code instructions:wall:cpu} of each window.
 */
public final class SeparateProcess {
    private SeparateProcess() {}

    /** What the process prints. */
    public static String line(Speed speed) {
        return speed.stateHash() + speed.windows().stream().map(window -> " " + window.instructions() + ":" + window.wallNanos() + ":" + window.cpuNanos())
                .collect(Collectors.joining());
    }

    /** Starts Lamarck with these arguments, which must make it print the line. */
    static Speed measure(List<String> arguments) {
        try {
            Process process = new ProcessBuilder(OwnProcess.command(arguments)).redirectError(ProcessBuilder.Redirect.INHERIT).start();
            process.getOutputStream().close();
            String line = new String(process.getInputStream().readAllBytes()).strip();
            if (process.waitFor() != 0) {
                throw new IllegalStateException("a measurement ended with status " + process.exitValue() + ": " + line);
            }
            return parse(line);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** So many of the same measurement at the same time. */
    static List<Speed> measureTogether(int count, List<String> arguments) {
        try (ExecutorService starters = Executors.newFixedThreadPool(count)) {
            List<Future<Speed>> measurements = starters.invokeAll(Collections.nCopies(count, () -> measure(arguments)));
            return measurements.stream().map(Future::resultNow).toList();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Speed parse(String line) {
        List<String> fields = Arrays.asList(line.split(" "));
        return new Speed(fields.getFirst(), fields.stream().skip(1).map(SeparateProcess::window).toList());
    }

    private static Window window(String field) {
        long[] figures = Arrays.stream(field.split(":")).mapToLong(Long::parseLong).toArray();
        return new Window(figures[0], figures[1], figures[2]);
    }
}
