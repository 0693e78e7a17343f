package dev.lamarck.lab.bench;

import dev.lamarck.lab.BadInput;
import java.io.File;
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

    /** Runs a program for so many rounds. */
    TimedProcess run(Path program, int rounds) {
        List<String> line = new ArrayList<>(command);
        line.addAll(List.of(program.toString(), Integer.toString(rounds)));
        return TimedProcess.run(line);
    }
}
