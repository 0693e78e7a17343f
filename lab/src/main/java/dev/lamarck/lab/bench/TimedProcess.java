package dev.lamarck.lab.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A process of the host from start to exit, and what it took.
 *
 * @param output what it wrote to standard output
 * @param cpuSeconds its own, user and system, which only its parent is told: a shell, here
 */
record TimedProcess(String output, double cpuSeconds, double wallSeconds) {
    private static final List<String> TIMING_SHELL = List.of("bash", "-c", "TIMEFORMAT='%U %S %R'; time \"$@\"", "bash");

    /** Runs a command, which has to end with status 0; it has no standard input. */
    static TimedProcess run(List<String> command) {
        List<String> line = new ArrayList<>(TIMING_SHELL);
        line.addAll(command);
        try {
            Path said = Files.createTempFile("lamarck-timed", ".txt");
            try {
                return run(line, said);
            } finally {
                Files.delete(said);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** What is said on standard error is read from a file, whose last line is the shell's. */
    private static TimedProcess run(List<String> line, Path said) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(line).redirectError(said.toFile()).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int status = process.waitFor();
        List<String> errors = Files.readAllLines(said);
        if (status != 0) {
            throw new IllegalStateException(String.join(" ", line) + " ended with status " + status + ": " + errors);
        }
        String[] figures = errors.getLast().split(" ");
        return new TimedProcess(output, Double.parseDouble(figures[0]) + Double.parseDouble(figures[1]), Double.parseDouble(figures[2]));
    }
}
