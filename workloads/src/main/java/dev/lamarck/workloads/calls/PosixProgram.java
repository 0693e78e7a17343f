package dev.lamarck.workloads.calls;

import dev.lamarck.workloads.image.CrossGcc;
import dev.lamarck.workloads.world.Content;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A C program that tries one family of calls and prints what they give: its comment {@code calls: …} names them. What it printed under qemu-sparc64 was compared
 * with what it is expected to print, line by line, where qemu passes the call on to a kernel; where they differ POSIX and Linux's manual decided.
 *
 * @param name of the resources NAME.c and NAME.expected
 */
public record PosixProgram(String name) {
    private static final String SHARED = "show.h";
    private static final String FOLDER = "/dev/lamarck/workloads/posix/";
    private static final Pattern CALLS = Pattern.compile("/\\* calls: ([^*]*)\\*/");

    /** All of them, by name. */
    public static List<PosixProgram> all() {
        return Stream.of("advice", "control", "direct", "faults", "figures", "files", "floating", "identity", "inheriting", "jails", "jobs", "mappings", "mqueues", "memory", "names", "permissions", "ptys", "scripts", "signals", "sockets", "splices", "systemv", "threads", "timers", "unnamed", "urgent", "views", "waiting").map(PosixProgram::new).toList();
    }

    /** The calls it is a test of, by their names in {@code asm/unistd.h}. */
    public List<String> calls() {
        Matcher comment = CALLS.matcher(text(name + ".c"));
        if (!comment.find()) {
            throw new AssertionError(name + ".c does not say what it calls");
        }
        return List.of(comment.group(1).trim().split("\\s+"));
    }

    /** The program; empty without the cross compiler. */
    public Optional<Content> compile() {
        return CrossGcc.compile(name, text(name + ".c").replace("#include \"" + SHARED + "\"", text(SHARED)));
    }

    /** What it prints, then a line with its exit status. */
    public String expected() {
        return text(name + ".expected");
    }

    private static String text(String resource) {
        try (InputStream in = PosixProgram.class.getResourceAsStream(FOLDER + resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
