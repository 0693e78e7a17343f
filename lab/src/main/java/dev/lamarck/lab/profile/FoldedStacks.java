package dev.lamarck.lab.profile;

import java.util.Map;
import java.util.TreeMap;

/** A line for each stack that took cycles: its functions, outermost first, and how many. What flame graphs are drawn from. */
public final class FoldedStacks {
    private FoldedStacks() {}

    public static String of(ExecutionProfile profile) {
        Map<String, Long> stacks = new TreeMap<>();
        profile.root().callees().forEach(thread -> add(thread, "", stacks));
        StringBuilder text = new StringBuilder();
        stacks.forEach((stack, cycles) -> text.append(stack).append(' ').append(cycles).append('\n'));
        return text.toString();
    }

    private static void add(CallNode node, String prefix, Map<String, Long> stacks) {
        String stack = prefix + node.function.replace(';', ':');
        long cycles = node.own()[1];
        if (cycles > 0) {
            stacks.merge(stack, cycles, Long::sum);
        }
        node.callees().forEach(callee -> add(callee, stack + ";", stacks));
    }
}
