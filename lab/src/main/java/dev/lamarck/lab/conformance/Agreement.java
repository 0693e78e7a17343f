package dev.lamarck.lab.conformance;

import dev.lamarck.workloads.world.Result;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** What became of a program: whether it printed what it must, in how many instructions, and else the first line that differs. */
public record Agreement(String program, boolean passed, long instructions, String detail) {
    private static final int SIGNALLED = 128;

    static Agreement of(String program, Result result, String output, String expected) {
        String actual = output + ending(result) + "\n";
        return new Agreement(program, actual.equals(expected), result.instructions(), actual.equals(expected) ? "" : difference(actual, expected));
    }

    /** As a shell reports it. */
    private static String ending(Result result) {
        return switch (result.outcome()) {
            case EXITED -> "exit " + result.exitStatus();
            case SIGNALLED -> "exit " + (SIGNALLED + result.exitStatus());
            default -> result.outcome().name().toLowerCase(Locale.ROOT);
        };
    }

    private static String difference(String actual, String expected) {
        List<String> is = actual.lines().toList();
        List<String> must = expected.lines().toList();
        int line = IntStream.range(0, Math.min(is.size(), must.size())).filter(i -> !is.get(i).equals(must.get(i))).findFirst()
                .orElse(Math.min(is.size(), must.size()));
        return String.format("line %d is '%s', must be '%s'", line + 1, at(is, line), at(must, line));
    }

    private static String at(List<String> lines, int line) {
        return line < lines.size() ? lines.get(line) : "(nothing)";
    }
}
