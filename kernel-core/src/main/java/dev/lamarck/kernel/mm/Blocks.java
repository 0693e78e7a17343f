package dev.lamarck.kernel.mm;

import dev.lamarck.toolchain.magic.Address;
import dev.lamarck.toolchain.magic.HubLayout;
import dev.lamarck.toolchain.magic.Inline;
import dev.lamarck.toolchain.magic.Kernel;
import dev.lamarck.toolchain.magic.Kva;
import dev.lamarck.toolchain.magic.Magic;
import dev.lamarck.toolchain.magic.Memory;

/** Moves and clears raw kernel memory, by doublewords or words where alignment permits. */
@Magic
public final class Blocks {
    /** Bytes of one turn of the long loops. */
    private static final int UNROLLED = 32;

    /** The ranges do not overlap. Ranges as far from a doubleword's bound as each other are moved by doublewords but for their ends. */
    public static void copy(@Kva long from, @Kva long to, long bytes) {
        long done = 0;
        if (((from ^ to) & 7) == 0) {
            long head = Math.min(bytes, -from & 7);
            for (; done < head; done++) {
                Memory.store8(to + done, Memory.load8(from + done));
            }
            for (; done + UNROLLED <= bytes; done += UNROLLED) {
                copyUnrolled(from + done, to + done);
            }
            for (; done + 8 <= bytes; done += 8) {
                Memory.store64(to + done, Memory.load64(from + done));
            }
        } else if (((from | to) & 3) == 0) {
            for (; done + 4 <= bytes; done += 4) {
                Memory.store32(to + done, Memory.load32(from + done));
            }
        }
        for (; done < bytes; done++) {
            Memory.store8(to + done, Memory.load8(from + done));
        }
    }

    @Inline
    private static void copyUnrolled(long from, long to) {
        long a = Memory.load64(from);
        long b = Memory.load64(from + 8);
        long c = Memory.load64(from + 16);
        long d = Memory.load64(from + 24);
        Memory.store64(to, a);
        Memory.store64(to + 8, b);
        Memory.store64(to + 16, c);
        Memory.store64(to + 24, d);
    }

    /** From an array, from an index on. */
    public static void copyFrom(byte[] from, int index, @Kva long to, int bytes) {
        long array = Address.of(from);
        if (isHosted(array)) {
            for (int i = 0; i < bytes; i++) {
                Memory.store8(to + i, from[index + i]);
            }
        } else {
            checkRange(from, index, bytes);
            copy(array + HubLayout.ARRAY_ELEMENTS + index, to, bytes);
        }
    }

    /** Into an array, from an index on. */
    public static void copyTo(@Kva long from, byte[] to, int index, int bytes) {
        long array = Address.of(to);
        if (isHosted(array)) {
            for (int i = 0; i < bytes; i++) {
                to[index + i] = Memory.load8(from + i);
            }
        } else {
            checkRange(to, index, bytes);
            copy(from, array + HubLayout.ARRAY_ELEMENTS + index, bytes);
        }
    }

    /** The check that each element's access would have been. */
    private static void checkRange(byte[] array, int index, int bytes) {
        if ((index | bytes | array.length - index - bytes) < 0) {
            throw Kernel.panic("bytes beyond an array");
        }
    }

    /** Whether an object is the JVM's, in a hosted run, and has no place in memory. */
    private static boolean isHosted(long address) {
        return (address & 1) != 0;
    }

    /** Start and length are multiples of 8. */
    public static void zero(@Kva long at, long bytes) {
        fill(at, bytes, 0);
    }

    /** Start and length are multiples of 8. */
    public static void fill(@Kva long at, long bytes, long value) {
        long end = at + bytes;
        for (; at + UNROLLED <= end; at += UNROLLED) {
            Memory.store64(at, value);
            Memory.store64(at + 8, value);
            Memory.store64(at + 16, value);
            Memory.store64(at + 24, value);
        }
        for (; at < end; at += 8) {
            Memory.store64(at, value);
        }
    }

    private Blocks() {}
}
