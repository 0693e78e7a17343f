package dev.lamarck.toolchain;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** Foreign tools whose opinion tests ask for. */
public final class Referee {
    private Referee() {}

    /** What the command prints, run in {@code directory}; where it is not installed the test is skipped. */
    public static String run(Path directory, String... command) throws InterruptedException, IOException {
        Process process;
        try {
            process = new ProcessBuilder(List.of(command)).redirectErrorStream(true).directory(directory.toFile()).start();
        } catch (IOException e) {
            Assumptions.abort(command[0] + " is not installed");
            throw e;
        }
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output;
    }
}
