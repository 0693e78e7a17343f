package dev.lamarck.hardware.translate;

/**
 * Loads, stores and alignment of floating-point registers that go through at once, as integer ones are written by {@link MemoryEmitter}, but by one call each behind what finds the physical
 * address: as nothing goes from here to integer registers, little of a region's bytecode is left. The slow compiler inlines these in regions ({@code regions.directives}). Each says whether it has
 * been done, or else nothing has happened.
 */
final class FloatingMoves {
    private FloatingMoves() {}

    /** LDDF; {@code number}: of a double. */
    static boolean load8(ProcessorPort port, long va, int pa, int number) {
        if (!port.isFloatingEnabled || !passesLoad(port, va, pa)) {
            return false;
        }
        port.f[number] = ProcessorPort.read8(port.ram, pa);
        port.dirty |= ProcessorPort.half(number);
        return true;
    }

    /** LDF; {@code number}: of a single. */
    static boolean load4(ProcessorPort port, long va, int pa, int number) {
        if (!port.isFloatingEnabled || !passesLoad(port, va, pa)) {
            return false;
        }
        ProcessorPort.setSingle(port.f, number, ProcessorPort.read4(port.ram, pa));
        port.dirty |= ProcessorPort.half(number >> 1);
        return true;
    }

    /** STDF. */
    static boolean store8(ProcessorPort port, long va, int pa, int number) {
        if (!port.isFloatingEnabled || !passesStore(port, va, pa, number)) {
            return false;
        }
        ProcessorPort.write8(port.ram, pa, port.f[number]);
        return true;
    }

    /** STF. */
    static boolean store4(ProcessorPort port, long va, int pa, int number) {
        if (!port.isFloatingEnabled || !passesStore(port, va, pa, number)) {
            return false;
        }
        ProcessorPort.write4(port.ram, pa, ProcessorPort.single(port.f, number));
        return true;
    }

    /** FALIGNDATA; the numbers are of doubles. */
    static boolean align(ProcessorPort port, int first, int second, int result) {
        if (!port.isFloatingEnabled) {
            return false;
        }
        port.f[result] = port.alignment.align(port.f[first], port.f[second]);
        port.dirty |= ProcessorPort.half(result);
        return true;
    }

    /** There are caches in timing mode only. */
    private static boolean passesLoad(ProcessorPort port, long va, int pa) {
        return port.dataTags == null || ProcessorPort.loaded(port, va, pa);
    }

    private static boolean passesStore(ProcessorPort port, long va, int pa, int number) {
        if (port.dataTags == null) {
            return true;
        }
        boolean modified = ProcessorPort.isModified(pa, port.modifiedTags);
        if (modified) {
            ProcessorPort.stored(port, va, pa, port.dataTags, Stalled.at(number, 1));
        }
        return modified;
    }
}
