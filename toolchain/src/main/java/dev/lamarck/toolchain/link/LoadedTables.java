package dev.lamarck.toolchain.link;

import dev.lamarck.toolchain.ir.FieldTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * The read-only tables by which a running image knows its own functions, lines, inlining and system calls; their rows stand in
 * {@code docs/platform.md}, "Images". They are ordinary fragments whose addresses are relocations, so that they can be sized before anything is placed.
 */
final class LoadedTables {
    static final String NAMES = "_knames";
    private static final int SYSTEM_CALLS = 1024;
    private static final int FLAG_TRAP_TEXT = 1;

    private final StringTable names = new StringTable();
    private final Map<String, Integer> files = new LinkedHashMap<>();
    private final List<Fragment> fragments = new ArrayList<>();

    private LoadedTables() {}

    /** The tables for {@code functions}, which are in address order. */
    static List<Fragment> build(List<Fragment> functions, SortedMap<Integer, String> systemCalls, FieldTable fields) throws LinkException {
        LoadedTables tables = new LoadedTables();
        tables.symbols(functions);
        tables.lines(functions);
        tables.files();
        tables.inlining(functions);
        if (!systemCalls.isEmpty()) {
            tables.systemCalls(systemCalls);
        }
        tables.add("_kfields", StoreTables.fields(fields, tables.names));
        tables.add("_kstores", StoreTables.stores(fields, functions));
        tables.fragments.add(Fragment.data(Section.RODATA, NAMES, tables.names.toBytes(), 1, List.of()));
        return tables.fragments;
    }

    private void symbols(List<Fragment> functions) {
        Rows rows = new Rows();
        for (Fragment f : functions) {
            rows.address(f.symbol(), 0).u32(f.size());
            rows.address(NAMES, names.offset(f.symbol())).u32(f.section() == Section.TEXT_TRAP ? FLAG_TRAP_TEXT : 0);
        }
        add("_ksyms", rows);
    }

    private void lines(List<Fragment> functions) throws LinkException {
        Rows rows = new Rows();
        for (Fragment f : functions) {
            FunctionDebug debug = f.debug().orElseThrow();
            if (debug.lines().isEmpty() || debug.lines().getFirst().offset() != 0) {
                lineRow(rows, f, new LineRow(0, debug.file(), debug.line(), true));
            }
            LineRow last = null;
            for (LineRow row : debug.lines()) {
                if (last == null || last.line() != row.line() || !last.file().equals(row.file())) {
                    lineRow(rows, f, row);
                }
                last = row;
            }
        }
        add("_klines", rows);
    }

    private void lineRow(Rows rows, Fragment function, LineRow row) throws LinkException {
        int file = files.computeIfAbsent(row.file(), f -> files.size());
        if (file > 0xFFFF || row.line() > 0xFFFF) {
            throw new LinkException(row.file() + ":" + row.line() + ": file or line number does not fit the line table's 16 bits");
        }
        rows.address(function.symbol(), row.offset()).u32((long) file << 16 | row.line());
    }

    private void files() {
        Rows rows = new Rows();
        files.keySet().forEach(file -> rows.address(NAMES, names.offset(file)));
        add("_kfiles", rows);
    }

    private void inlining(List<Fragment> functions) {
        Rows rows = new Rows();
        for (Fragment f : functions) {
            for (InlineRange range : f.debug().orElseThrow().inlined()) {
                rows.address(f.symbol(), range.from()).address(f.symbol(), range.to());
                rows.address(NAMES, names.offset(range.inlined())).address(f.symbol(), 0);
            }
        }
        add("_kinline", rows);
    }

    private void systemCalls(SortedMap<Integer, String> handlers) throws LinkException {
        if (handlers.firstKey() < 0 || handlers.lastKey() >= SYSTEM_CALLS) {
            throw new LinkException("system call numbers must lie in 0.." + (SYSTEM_CALLS - 1));
        }
        Rows rows = new Rows();
        for (int number = 0; number < SYSTEM_CALLS; number++) {
            String handler = handlers.get(number);
            if (handler == null) {
                rows.u32(0);
            } else {
                rows.address(handler, 0);
            }
        }
        add("_syscalls", rows);
    }

    private void add(String symbol, Rows rows) {
        fragments.add(Fragment.data(Section.RODATA, symbol, rows.bytes(), 8, rows.relocations()));
        fragments.add(Fragment.data(Section.RODATA, symbol + "_end", new byte[0], 1, List.of()));
    }
}
