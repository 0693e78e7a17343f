package dev.lamarck.toolchain.link;

import java.util.List;

/**
 * What a debugger wants to know of a function.
 *
 * @param name      {@code Sched.swtch}
 * @param signature the full Java signature, DWARF's linkage name
 * @param file      source file relative to the source root
 * @param line      line of the declaration, 0 if unknown
 * @param lines     rows by ascending offset
 */
public record FunctionDebug(String name, String signature, String file, int line, List<LineRow> lines, List<InlineRange> inlined) {
    public FunctionDebug {
        lines = List.copyOf(lines);
        inlined = List.copyOf(inlined);
    }
}
