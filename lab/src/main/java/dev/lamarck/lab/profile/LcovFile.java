package dev.lamarck.lab.profile;

import dev.lamarck.toolchain.link.ElfSymbol;
import dev.lamarck.toolchain.link.Image;
import dev.lamarck.toolchain.link.SourceLine;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * LCOV's tracefile: how often each line of the kernel's source was executed, which is how often the most executed of its instructions was, and how often
 * each function was entered. Lines that were inlined elsewhere count wherever they are.
 */
public final class LcovFile {
    private static final int WORD = 4;

    /** Of one source file: executions by line, and of functions by name, with their first lines. */
    private static final class FileCoverage {
        final Map<Integer, Long> lines = new TreeMap<>();
        final Map<String, long[]> functions = new TreeMap<>();
    }

    private final Map<Long, Long> executed = new HashMap<>();
    private final Map<String, FileCoverage> files = new TreeMap<>();

    private LcovFile() {}

    public static String of(ExecutionProfile profile) {
        LcovFile file = new LcovFile();
        file.count(profile.root());
        file.cover(profile.image());
        return file.write();
    }

    private void count(CallNode node) {
        if (!node.function.equals(ExecutionProfile.PROGRAM)) {
            node.costs.forEach((pc, cost) -> executed.merge(pc, cost[0], Long::sum));
        }
        node.callees().forEach(this::count);
    }

    /** Every instruction of every function, executed or not. */
    private void cover(Image image) {
        for (ElfSymbol function : image.file().symbols()) {
            if (function.isFunction() && function.size() > 0) {
                for (long pc = function.address(); pc < function.address() + function.size(); pc += WORD) {
                    cover(function, pc, image.lineAt(pc));
                }
            }
        }
    }

    private void cover(ElfSymbol function, long pc, Optional<SourceLine> source) {
        if (source.isEmpty()) {
            return;
        }
        FileCoverage file = files.computeIfAbsent(source.get().file(), name -> new FileCoverage());
        long times = executed.getOrDefault(pc, 0L);
        file.lines.merge(source.get().line(), times, Math::max);
        if (pc == function.address()) {
            file.functions.put(function.name(), new long[] {source.get().line(), times});
        }
    }

    private String write() {
        StringBuilder text = new StringBuilder();
        files.forEach((name, file) -> {
            text.append("TN:\nSF:").append(name).append('\n');
            file.functions.forEach((function, entry) -> text.append("FN:").append(entry[0]).append(',').append(function).append('\n'));
            file.functions.forEach((function, entry) -> text.append("FNDA:").append(entry[1]).append(',').append(function).append('\n'));
            text.append("FNF:").append(file.functions.size()).append("\nFNH:")
                    .append(file.functions.values().stream().filter(entry -> entry[1] > 0).count()).append('\n');
            file.lines.forEach((line, times) -> text.append("DA:").append(line).append(',').append(times).append('\n'));
            text.append("LF:").append(file.lines.size()).append("\nLH:")
                    .append(file.lines.values().stream().filter(times -> times > 0).count()).append("\nend_of_record\n");
        });
        return text.toString();
    }
}
