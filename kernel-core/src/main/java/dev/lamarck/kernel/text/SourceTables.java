package dev.lamarck.kernel.text;

import dev.lamarck.toolchain.magic.Address;
import dev.lamarck.toolchain.magic.Magic;
import dev.lamarck.toolchain.magic.Memory;

/**
 * What the image at hand, kernel or user program, knows about its own code: from an address to function, file and line
 * ({@code docs/platform.md}, "Images"). Rows are sorted by address.
 */
@Magic
public final class SourceTables {
    private static final int SYMBOL_ROW = 16;
    private static final int SYMBOL_SIZE = 4;
    private static final int SYMBOL_NAME = 8;
    private static final int LINE_ROW = 8;
    private static final int LINE_FILE = 4;
    private static final int LINE_NUMBER = 6;
    private static final int FILE_ROW = 4;

    /** The address of the function's NUL-terminated name; 0 if no function has this address. */
    public static long functionName(long pc) {
        long row = lastAtOrBefore(Address.symbol("_ksyms"), Address.symbol("_ksyms_end"), SYMBOL_ROW, pc);
        if (row == 0 || pc >= Memory.loadUnsigned32(row) + Memory.loadUnsigned32(row + SYMBOL_SIZE)) {
            return 0;
        }
        return Memory.loadUnsigned32(row + SYMBOL_NAME);
    }

    /** The address of the function's first instruction; {@code pc} is in a function. */
    public static long functionStart(long pc) {
        return Memory.loadUnsigned32(lastAtOrBefore(Address.symbol("_ksyms"), Address.symbol("_ksyms_end"), SYMBOL_ROW, pc));
    }

    /** The address of the source file's NUL-terminated name; {@code pc} is in a function. */
    public static long fileName(long pc) {
        long row = lineRow(pc);
        return Memory.loadUnsigned32(Address.symbol("_kfiles") + (long) FILE_ROW * Memory.loadUnsigned16(row + LINE_FILE));
    }

    /** The source line; {@code pc} is in a function. */
    public static int line(long pc) {
        return Memory.loadUnsigned16(lineRow(pc) + LINE_NUMBER);
    }

    private static long lineRow(long pc) {
        return lastAtOrBefore(Address.symbol("_klines"), Address.symbol("_klines_end"), LINE_ROW, pc);
    }

    /** The last row whose first word is not above {@code pc}; 0 if there is none. */
    private static long lastAtOrBefore(long table, long end, int rowBytes, long pc) {
        int low = 0;
        int high = (int) (end - table) / rowBytes;
        while (low < high) {
            int middle = low + high >>> 1;
            if (Memory.loadUnsigned32(table + (long) middle * rowBytes) <= pc) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low == 0 ? 0 : table + (long) (low - 1) * rowBytes;
    }

    private SourceTables() {}
}
