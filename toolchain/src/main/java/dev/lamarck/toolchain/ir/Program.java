package dev.lamarck.toolchain.ir;

import java.util.List;
import java.util.SortedMap;

/**
 * What the back end and the linker get: low-level functions and assembly routines in a fixed order, data objects, and the symbols of the
 * system-call handlers by number.
 */
public record Program(List<Function> functions, List<AssemblyRoutine> routines, List<DataObject> data, SortedMap<Integer, String> systemCalls) {}
