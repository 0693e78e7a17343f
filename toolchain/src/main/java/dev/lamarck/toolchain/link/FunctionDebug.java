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
 * @param unwinding of a trap handler, by ascending offset: where what it interrupted is
 */
public record FunctionDebug(String name, String signature, String file, int line, List<LineRow> lines, List<InlineRange> inlined,
        List<UnwindRow> unwinding) {
    public FunctionDebug(String name, String signature, String file, int line, List<LineRow> lines, List<InlineRange> inlined) {
        this(name, signature, file, line, lines, inlined, List.of());
    }

    public FunctionDebug {
        unwinding = List.copyOf(unwinding);
        lines = List.copyOf(lines);
        inlined = List.copyOf(inlined);
    }

    /** The same of a trap handler. */
    public FunctionDebug unwoundBy(List<UnwindRow> rows) {
        return new FunctionDebug(name, signature, file, line, lines, inlined, rows);
    }
}
