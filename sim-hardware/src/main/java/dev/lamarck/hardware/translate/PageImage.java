package dev.lamarck.hardware.translate;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.BitSet;

/**
 * A page of guest code as it was when its translation was asked for: nobody writes to it while a thread reads it.
 *
 * @param watched words at which each execution has to be noticed
 * @param targets words that jumps of the page to addresses in registers have led to
 */
record PageImage(long va, byte[] bytes, BitSet watched, BitSet targets) {
    static final int BYTES = 8192;
    static final int WORDS = BYTES / Integer.BYTES;

    static PageImage of(long va, byte[] ram, int pa, BitSet watched, BitSet targets) {
        return new PageImage(va, Arrays.copyOfRange(ram, pa, pa + BYTES), (BitSet) watched.clone(), (BitSet) targets.clone());
    }

    int word(int at) {
        return ByteBuffer.wrap(bytes).getInt(at * Integer.BYTES);
    }

    long address(int at) {
        return va + (long) at * Integer.BYTES;
    }

    /** The word of an address in the page, or −1. */
    int at(long address) {
        return (address & -BYTES) == va ? (int) (address - va) / Integer.BYTES : -1;
    }
}
