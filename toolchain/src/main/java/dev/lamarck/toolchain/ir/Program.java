package dev.lamarck.toolchain.ir;

import java.util.List;
import java.util.SortedMap;

/**
 * What the back end and the linker get: low-level functions and assembly routines in a fixed order, data objects, and the symbols of the
 * system-call handlers by number, and the fields that its stores are listed by.
 */
public record Program(List<Function> functions, List<AssemblyRoutine> routines, List<DataObject> data, SortedMap<Integer, String> systemCalls,
                      FieldTable fields) {
    /** Without classes, so that no store has a field. */
    public Program(List<Function> functions, List<AssemblyRoutine> routines, List<DataObject> data, SortedMap<Integer, String> systemCalls) {
        this(functions, routines, data, systemCalls, FieldTable.EMPTY);
    }
}
