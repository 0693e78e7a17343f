package dev.lamarck.lab.bench;

import dev.lamarck.lab.BadInput;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * {@code qemu-sparc64}, which runs the same file with neither kernel nor timing; with its plugin, with a model of first-level caches. Its speed is
 * taken from two runs, one of them many times as long: what they have in common, starting and translating, is not in it.
 */
final class Peer {
    private static final String NAME = "qemu-sparc64";
    private static final String CACHE_PLUGIN = "libcache.so";
    private static final List<String> PLUGIN_FOLDERS = List.of("/usr/lib/x86_64-linux-gnu/qemu/plugins", "/usr/lib/aarch64-linux-gnu/qemu/plugins", "/usr/lib/qemu/plugins",
            "/usr/lib64/qemu/plugins", "/usr/local/lib/qemu/plugins", "/opt/homebrew/lib/qemu/plugins");

    private final List<String> command;

    private Peer(List<String> command) {
        this.command = command;
    }

    /** Without plugin. */
    static Peer plain() {
        return find(NAME, System.getenv("PATH").split(File.pathSeparator)).map(program -> new Peer(List.of(program.toString())))
                .orElseThrow(() -> new BadInput("--peers: there is no " + NAME, "sudo apt-get install qemu-user"));
    }

    /** With the plugin, where it is: in a usual place, or a folder that {@code QEMU_PLUGINS} names. */
    static Optional<Peer> withCaches() {
        String[] named = Optional.ofNullable(System.getenv("QEMU_PLUGINS")).stream().toArray(String[]::new);
        return find(CACHE_PLUGIN, named).or(() -> find(CACHE_PLUGIN, PLUGIN_FOLDERS.toArray(String[]::new)))
                .map(plugin -> new Peer(List.of(NAME, "-plugin", plugin.toString())));
    }

    private static Optional<Path> find(String file, String... folders) {
        return Stream.of(folders).map(folder -> Path.of(folder, file)).filter(Files::isRegularFile).findFirst();
    }

    /**
     * What a run gave.
     *
     * @param cpuSeconds the process's, user and system
     */
    record Run(String output, double cpuSeconds, double wallSeconds) {}

    /** Runs a program for so many rounds. */
    Run run(Path program, int rounds) {
        List<String> line = new ArrayList<>(List.of("bash", "-c", "TIMEFORMAT='%U %S %R'; time \"$@\"", "bash"));
        line.addAll(command);
        line.addAll(List.of(program.toString(), Integer.toString(rounds)));
        try {
            Path times = Files.createTempFile("lamarck-peer", ".times");
            Process process = new ProcessBuilder(line).redirectError(times.toFile()).start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int status = process.waitFor();
            List<String> said = Files.readAllLines(times);
            Files.delete(times);
            if (status != 0) {
                throw new IllegalStateException(String.join(" ", line) + " ended with status " + status + ": " + said);
            }
            String[] figures = said.getLast().split(" ");
            return new Run(output, Double.parseDouble(figures[0]) + Double.parseDouble(figures[1]), Double.parseDouble(figures[2]));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
