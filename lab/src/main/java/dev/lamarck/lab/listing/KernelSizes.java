package dev.lamarck.lab.listing;

import dev.lamarck.toolchain.link.ElfSymbol;
import dev.lamarck.toolchain.link.Image;
import dev.lamarck.toolchain.link.SourceLine;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How large a kernel is: its functions and what their code takes, by subsystem, and the source lines that it was made from: lines with a statement of which there is
 * code in the image, so without comments, declarations and what was not linked. And the files in an order to read them in.
 */
public final class KernelSizes {
    private static final int LARGEST = 8;
    private static final String OURS = "dev/lamarck/";
    /** What is no subsystem of the kernel: the library that analyses code, and instruction words. */
    private static final List<String> LIBRARY = List.of("instrumentation", "hardware/isa/code");
    /** From the first instruction to the calls of programs: each package needs to be understood by what stands before it. */
    private static final List<String> READING_ORDER = List.of("kernel/boot", "kernel/trap", "kernel/sync", "kernel/sched", "kernel/kmem", "kernel/mm", "kernel/process", "kernel/exec",
            "kernel/signal", "kernel/fs", "kernel/fs/tmp", "kernel/fs/tar", "kernel/fs/fifo", "kernel/fs/device", "kernel/tty", "kernel/fs/proc", "kernel/driver", "syscalls");

    /** Of one subsystem. */
    private static final class Size {
        int functions;
        long bytes;
        final Map<String, Set<Integer>> lines = new TreeMap<>();

        int lines() {
            return lines.values().stream().mapToInt(Set::size).sum();
        }
    }

    private final Map<String, Size> subsystems = new TreeMap<>();
    private final List<ElfSymbol> functions;
    private final long text;

    public KernelSizes(Image image) {
        functions = image.file().symbols().stream().filter(ElfSymbol::isFunction).toList();
        text = functions.stream().mapToLong(ElfSymbol::size).sum();
        for (ElfSymbol function : functions) {
            Size size = subsystem(image.lineAt(function.address()).map(SourceLine::file).orElse("other"));
            size.functions++;
            size.bytes += function.size();
        }
        for (SourceLine line : image.lines().lines()) {
            if (line.line() > 0) {
                subsystem(line.file()).lines.computeIfAbsent(line.file(), file -> new TreeSet<>()).add(line.line());
            }
        }
    }

    private Size subsystem(String file) {
        String path = file.startsWith(OURS) ? file.substring(OURS.length()) : file;
        int slash = path.lastIndexOf('/');
        return subsystems.computeIfAbsent(slash < 0 ? path : path.substring(0, slash), name -> new Size());
    }

    /** Without the library. */
    public int lines() {
        return subsystems.entrySet().stream().filter(entry -> !isLibrary(entry.getKey())).mapToInt(entry -> entry.getValue().lines()).sum();
    }

    private static boolean isLibrary(String subsystem) {
        return LIBRARY.stream().anyMatch(subsystem::startsWith);
    }

    public void print(PrintWriter out) {
        out.printf("  %,d functions, %,d bytes of text, %,d lines without instrumentation, in %d files%n", functions.size(), text, lines(), files().size());
        out.printf("  %-28s %9s %9s %9s%n", "subsystem", "functions", "text", "lines");
        subsystems.forEach((name, size) -> out.printf("  %-28s %9d %9d %9d%n", name, size.functions, size.bytes, size.lines()));
        out.println("  largest functions");
        functions.stream().sorted(Comparator.comparingLong(ElfSymbol::size).reversed()).limit(LARGEST)
                .forEach(function -> out.printf("  %-28s %9s %9d%n", function.name(), "", function.size()));
    }

    /** Each file with its lines, in the order to read them in. */
    public void printReadingOrder(PrintWriter out) {
        out.println("  to be read in this order (lines)");
        files().forEach((file, lines) -> out.printf("  %5d  %s%n", lines, file));
    }

    private Map<String, Integer> files() {
        List<String> order = new ArrayList<>(READING_ORDER);
        subsystems.keySet().stream().filter(name -> !order.contains(name) && !isLibrary(name)).forEach(order::add);
        Map<String, Integer> files = new LinkedHashMap<>();
        for (String name : order) {
            Size size = subsystems.getOrDefault(name, new Size());
            size.lines.forEach((file, lines) -> files.put(file, lines.size()));
        }
        return files;
    }
}
