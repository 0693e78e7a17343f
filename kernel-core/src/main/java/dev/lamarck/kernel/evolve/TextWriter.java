package dev.lamarck.kernel.evolve;

import dev.lamarck.toolchain.magic.Cpu;
import dev.lamarck.toolchain.magic.Magic;
import dev.lamarck.toolchain.magic.Memory;

/** The one place that stores to text: through the writable alias, a word at a time, each store whole to every processor. */
@Magic
final class TextWriter {
    /** From text to its alias; a multiple of the D-cache's size, so that both addresses are one line of it. */
    private static final long ALIAS = 0x0100_0000L;
    /** {@code flush} works on doublewords (V9 A.20). */
    private static final int FLUSHED = 8;

    private TextWriter() {}

    /** Where a word of text can be stored to. */
    static long alias(long address) {
        return address + ALIAS;
    }

    static void store(long address, int word) {
        Memory.store32(alias(address), word);
    }

    static void flush(long address, int bytes) {
        for (long at = address & -FLUSHED; at < address + bytes; at += FLUSHED) {
            Cpu.flushInstruction(at);
        }
    }
}
