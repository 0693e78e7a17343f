package dev.lamarck.lab.bench;

import dev.lamarck.lab.OwnProcess;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

/**
 * A measurement in a JVM of its own, as one has who runs one program: the JIT compiler has seen this load only, in this mode. Its
 * whole standard output is one line, the number of instructions and the seconds of each run.
 */
public final class SeparateProcess {
    private SeparateProcess() {}

    /** What the process prints. */
    public static String line(HostSpeed speed) {
        return speed.instructions() + speed.seconds().stream().map(seconds -> " " + seconds).collect(Collectors.joining());
    }

    /** Starts Lamarck with these arguments, which must make it print the line; the figures are of this load and mode. */
    public static HostSpeed measure(String load, String mode, List<String> arguments) {
        try {
            Process process = new ProcessBuilder(OwnProcess.command(arguments)).redirectError(ProcessBuilder.Redirect.INHERIT).start();
            process.getOutputStream().close();
            String line = new String(process.getInputStream().readAllBytes()).strip();
            if (process.waitFor() != 0) {
                throw new IllegalStateException("measuring " + load + " ended with status " + process.exitValue() + ": " + line);
            }
            return parse(load, mode, line);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** So many of the same measurement at the same time. */
    public static List<HostSpeed> measureTogether(int count, String load, String mode, List<String> arguments) {
        try (ExecutorService starters = Executors.newFixedThreadPool(count)) {
            List<Future<HostSpeed>> measurements = starters.invokeAll(Collections.nCopies(count, () -> measure(load, mode, arguments)));
            return measurements.stream().map(Future::resultNow).toList();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static HostSpeed parse(String load, String mode, String line) {
        List<String> fields = new ArrayList<>(Arrays.asList(line.split(" ")));
        long instructions = Long.parseLong(fields.removeFirst());
        return new HostSpeed(load, mode, instructions, fields.stream().map(Double::valueOf).toList());
    }
}
