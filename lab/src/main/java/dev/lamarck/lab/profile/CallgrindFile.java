package dev.lamarck.lab.profile;

import dev.lamarck.toolchain.link.Image;
import dev.lamarck.toolchain.link.SourceLine;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Callgrind's format, version 1 (Valgrind manual, "Callgrind Format Specification"): cost by source line, and calls with what they cost. */
public final class CallgrindFile {
    /** What one function took by line, and its calls by line and callee: how often, and instructions and cycles of those. */
    private static final class FunctionCosts {
        final Map<Integer, long[]> lines = new TreeMap<>();
        final Map<Integer, Map<String, long[]>> calls = new TreeMap<>();
    }

    private final Image image;
    private final Map<String, FunctionCosts> functions = new TreeMap<>();

    private CallgrindFile(Image image) {
        this.image = image;
    }

    public static String of(ExecutionProfile profile, String creator) {
        CallgrindFile file = new CallgrindFile(profile.image());
        profile.root().callees().forEach(file::add);
        return file.write(creator, profile.root().whole());
    }

    private void add(CallNode node) {
        FunctionCosts costs = functions.computeIfAbsent(node.function, name -> new FunctionCosts());
        node.costs.forEach((pc, cost) -> sum(costs.lines.computeIfAbsent(line(pc), line -> new long[2]), 0, cost));
        for (CallNode callee : node.callees()) {
            long[] call = costs.calls.computeIfAbsent(line(callee.site), line -> new TreeMap<>())
                    .computeIfAbsent(callee.function, name -> new long[3]);
            call[0] += callee.entered;
            sum(call, 1, callee.whole());
            add(callee);
        }
    }

    private static void sum(long[] into, int from, long[] cost) {
        into[from] += cost[0];
        into[from + 1] += cost[1];
    }

    private int line(long pc) {
        return image.lineAt(pc).map(SourceLine::line).orElse(0);
    }

    private String write(String creator, long[] totals) {
        StringBuilder text = new StringBuilder("# callgrind format\nversion: 1\ncreator: lamarck " + creator
                + "\npositions: line\nevents: Ir Cycles\nsummary: " + totals[0] + " " + totals[1] + "\n");
        functions.forEach((name, costs) -> {
            text.append("\nfl=").append(file(name)).append("\nfn=").append(name).append('\n');
            costs.lines.forEach((line, cost) -> text.append(line).append(' ').append(cost[0]).append(' ').append(cost[1]).append('\n'));
            costs.calls.forEach((line, callees) -> callees.forEach((callee, call) -> text.append("cfi=").append(file(callee))
                    .append("\ncfn=").append(callee).append("\ncalls=").append(call[0]).append(' ').append(firstLine(callee)).append('\n')
                    .append(line).append(' ').append(call[1]).append(' ').append(call[2]).append('\n')));
        });
        return text.toString();
    }

    private Optional<SourceLine> declared(String function) {
        return image.symbol(function).flatMap(symbol -> image.lineAt(symbol.address()));
    }

    private String file(String function) {
        return declared(function).map(SourceLine::file).orElse("???");
    }

    private int firstLine(String function) {
        return declared(function).map(SourceLine::line).orElse(0);
    }
}
