package dev.lamarck.lab.conformance;

import dev.lamarck.lab.BadInput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code sparc64-linux-gnu-gcc} and {@code g++} with the flags that such programs are written for. */
final class CrossCompiler {
    private static final Pattern FLAGS = Pattern.compile("FLAGS:\\s*(.*?)\\s*(\\*/)?$");
    private static final List<String> COMMON = List.of("-ffp-contract=off", "-frounding-math", "-w", "-pthread", "-static");
    private static final int MINUTES = 2;

    /** @throws BadInput if it is not installed */
    CrossCompiler() {
        try {
            run(List.of("sparc64-linux-gnu-gcc", "--version"));
        } catch (IOException e) {
            throw new BadInput("sparc64-linux-gnu-gcc is not installed",
                    "install gcc-sparc64-linux-gnu, g++-sparc64-linux-gnu and libc6-dev-sparc64-cross (Debian's names)");
        }
    }

    /** Builds a static program. @return what the compiler complained of; empty if the program is there */
    String build(Path source, Path program) throws IOException {
        boolean isC = source.toString().endsWith(".c");
        List<String> command = new ArrayList<>(isC ? List.of("sparc64-linux-gnu-gcc", "-std=gnu11") : List.of("sparc64-linux-gnu-g++", "-std=gnu++17"));
        command.addAll(List.of("-O2", "-mcpu=ultrasparc"));
        command.addAll(flags(source));
        command.addAll(COMMON);
        command.addAll(List.of(source.toString(), "-o", program.toString(), "-lm"));
        String said = run(command);
        return Files.exists(program) ? "" : said.isEmpty() ? "no program was made" : said;
    }

    /** What the first line asks for. */
    private static List<String> flags(Path source) throws IOException {
        String first = Files.readString(source, StandardCharsets.UTF_8).lines().findFirst().orElse("");
        Matcher matcher = FLAGS.matcher(first);
        return matcher.find() && !matcher.group(1).isEmpty() ? List.of(matcher.group(1).split("\\s+")) : List.of();
    }

    private static String run(List<String> command) throws IOException {
        Process compiler = new ProcessBuilder(command).redirectErrorStream(true).start();
        compiler.getOutputStream().close();
        String said = new String(compiler.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (!compiler.waitFor(MINUTES, TimeUnit.MINUTES)) {
                compiler.destroyForcibly();
            }
        } catch (InterruptedException e) {
            compiler.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        return said;
    }
}
