package dev.lamarck.hardware.gdb;

import dev.lamarck.hardware.cpu.RegisterView;
import java.util.ArrayList;
import java.util.List;

/** A register window whose place on the stack has not been written: %l0 … %l7, %i0 … %i7, and the address where they belong. */
public record SavedWindow(long address, long[] registers) {
    public static final int REGISTERS = 16;
    static final int BYTES = REGISTERS * Long.BYTES;
    private static final int WINDOWS = 8;
    private static final int STACK_BIAS = 2047;

    /** Those that a processor's register file has, but for the current one: of callers, and of the program while the kernel has not spilled them. */
    public static List<SavedWindow> inRegisters(RegisterView registers) {
        List<SavedWindow> windows = new ArrayList<>();
        int older = registers.canrestore() + registers.otherwin();
        for (int back = 1; back <= older; back++) {
            windows.add(of(registers, registers.cwp() - back & WINDOWS - 1));
        }
        return windows;
    }

    private static SavedWindow of(RegisterView registers, int number) {
        long[] saved = new long[REGISTERS];
        for (int i = 0; i < saved.length; i++) {
            saved[i] = registers.integer(number, Registers.FIRST_LOCAL + i);
        }
        return new SavedWindow(registers.integer(number, Registers.STACK_POINTER) + STACK_BIAS, saved);
    }
}
