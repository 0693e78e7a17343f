package dev.lamarck.kernel.mm;

import dev.lamarck.toolchain.magic.Kva;
import dev.lamarck.toolchain.magic.Magic;
import dev.lamarck.toolchain.magic.Memory;

/** Moves and clears raw kernel memory, by doublewords where alignment permits. */
@Magic
public final class Blocks {
    /** The ranges do not overlap. */
    public static void copy(@Kva long from, @Kva long to, long bytes) {
        long done = 0;
        if (((from | to) & 7) == 0) {
            for (; done + 8 <= bytes; done += 8) {
                Memory.store64(to + done, Memory.load64(from + done));
            }
        }
        for (; done < bytes; done++) {
            Memory.store8(to + done, Memory.load8(from + done));
        }
    }

    /** Start and length are multiples of 8. */
    public static void zero(@Kva long at, long bytes) {
        fill(at, bytes, 0);
    }

    /** Start and length are multiples of 8. */
    public static void fill(@Kva long at, long bytes, long value) {
        for (long end = at + bytes; at < end; at += 8) {
            Memory.store64(at, value);
        }
    }

    private Blocks() {}
}
