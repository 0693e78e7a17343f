package dev.lamarck.workloads.world;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The lines that the machine hands to the kernel: {@code init=} the first program's path, {@code arg=} its arguments,
 * {@code env=} its environment, {@code cwd=} where it starts, {@code copyout=} files that the lab wants when it has ended,
 * {@code kmem.fail=} which share of allocations is refused, {@code kmem.audit=1} that the heap is audited. In values {@code %}, and every byte outside printable ASCII,
 * is written {@code %XX}.
 *
 * <p>The guest's surroundings are fixed here, so that a program cannot see who runs it, where or when.
 */
public final class BootArguments {
    /** The whole environment of the first process, before what the job adds. */
    public static final List<String> ENVIRONMENT = List.of("PATH=/usr/bin:/bin", "TZ=UTC0", "LC_ALL=C");

    /** An empty writable directory, where the first process starts. */
    public static final String WORKING_DIRECTORY = "/work";

    private BootArguments() {
    }

    /** Boot arguments that start {@code program} with {@code arguments} (the first is its own name). */
    public static List<String> starting(String program, List<String> arguments, List<String> extraEnvironment) {
        List<String> lines = new ArrayList<>();
        lines.add("init=" + escape(program));
        arguments.forEach(argument -> lines.add("arg=" + escape(argument)));
        ENVIRONMENT.forEach(entry -> lines.add("env=" + escape(entry)));
        extraEnvironment.forEach(entry -> lines.add("env=" + escape(entry)));
        lines.add("cwd=" + WORKING_DIRECTORY);
        return lines;
    }

    /** Boot arguments that also have these files, absolute paths, sent to the lab when the first program has ended. */
    public static List<String> copyingOut(List<String> arguments, List<String> paths) {
        List<String> lines = new ArrayList<>(arguments);
        paths.forEach(path -> lines.add("copyout=" + escape(path)));
        return lines;
    }

    /** Boot arguments that also have one in so many allocations for programs refused, picked by a seed. */
    public static List<String> failingAllocations(List<String> arguments, int oneIn, long seed) {
        List<String> lines = new ArrayList<>(arguments);
        lines.add("kmem.fail=" + oneIn);
        lines.add("kmem.fail.seed=" + (seed & Long.MAX_VALUE));
        return lines;
    }

    /** Boot arguments that also have the kernel audit its heap. */
    public static List<String> auditingMemory(List<String> arguments) {
        List<String> lines = new ArrayList<>(arguments);
        lines.add("kmem.audit=1");
        return lines;
    }

    static String escape(String value) {
        StringBuilder escaped = new StringBuilder();
        for (byte b : value.getBytes(StandardCharsets.UTF_8)) {
            if (b >= ' ' && b <= '~' && b != '%') {
                escaped.append((char) b);
            } else {
                escaped.append(String.format("%%%02X", b));
            }
        }
        return escaped.toString();
    }
}
