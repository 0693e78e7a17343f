package dev.lamarck.kernel.evolve;

import dev.lamarck.kernel.text.TextBuffer;
import dev.lamarck.toolchain.magic.Address;
import dev.lamarck.toolchain.magic.Magic;
import dev.lamarck.toolchain.magic.Memory;

/** The image's table of its functions, sorted by address; numbers count from 0. */
@Magic
final class KernelSymbols {
    private static final int ROW = 16;
    private static final int SIZE = 4;
    private static final int NAME = 8;
    private static final int FLAGS = 12;
    private static final int TRAP_TEXT = 1;

    private KernelSymbols() {}

    static int count() {
        return (int) (Address.symbol("_ksyms_end") - Address.symbol("_ksyms")) / ROW;
    }

    static long start(int function) {
        return Memory.loadUnsigned32(row(function));
    }

    static int bytes(int function) {
        return Memory.load32(row(function) + SIZE);
    }

    static boolean isTrapText(int function) {
        return (Memory.load32(row(function) + FLAGS) & TRAP_TEXT) != 0;
    }

    /** The function that begins at an address, -1 if none does. */
    static int startingAt(long address) {
        int low = 0;
        int high = count();
        while (low < high) {
            int middle = low + high >>> 1;
            if (start(middle) < address) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low < count() && start(low) == address ? low : -1;
    }

    /** The function in which every thread that is switched out stands. */
    static boolean isSwitch(int function) {
        return start(function) == Address.symbol("swtch");
    }

    /** The function of a name given as bytes in memory, -1 if there is none. */
    static int named(long name, int length) {
        int count = count();
        for (int function = 0; function < count; function++) {
            if (matches(name(function), name, length)) {
                return function;
            }
        }
        return -1;
    }

    /** The function of whose name another's begins, a given suffix being the rest; -1 if there is none. */
    static int before(int function, long suffix, int suffixLength) {
        long name = name(function);
        int length = 0;
        while (Memory.load8(name + length) != 0) {
            length++;
        }
        int rest = length - suffixLength;
        return rest > 0 && matches(name + rest, suffix, suffixLength) ? named(name, rest) : -1;
    }

    /** Appends a function's name. */
    static void appendName(int function, TextBuffer text) {
        for (long at = name(function); Memory.load8(at) != 0; at++) {
            text.character(Memory.load8(at));
        }
    }

    private static long name(int function) {
        return Memory.loadUnsigned32(row(function) + NAME);
    }

    /** The function that holds an address of text, -1 if none does. */
    static int holding(long address) {
        int low = 0;
        int high = count();
        while (high - low > 1) {
            int middle = low + high >>> 1;
            if (start(middle) <= address) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return address >= start(low) && address < start(low) + bytes(low) ? low : -1;
    }

    private static boolean matches(long terminated, long name, int length) {
        for (int i = 0; i < length; i++) {
            byte symbol = Memory.load8(terminated + i);
            if (symbol == 0 || symbol != Memory.load8(name + i)) {
                return false;
            }
        }
        return Memory.load8(terminated + length) == 0;
    }

    private static long row(int function) {
        return Address.symbol("_ksyms") + (long) function * ROW;
    }
}
