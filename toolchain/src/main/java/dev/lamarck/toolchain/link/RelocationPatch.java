package dev.lamarck.toolchain.link;

import java.nio.ByteBuffer;

/** Writes resolved addresses into instruction and data words (V9 appendix A gives the fields). */
final class RelocationPatch {
    private RelocationPatch() {}

    /** Applies {@code relocation} to {@code bytes}, which will be loaded at {@code base}; {@code target} is symbol + addend. */
    static void apply(byte[] bytes, long base, Relocation relocation, long target) throws LinkException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        int at = relocation.offset();
        long place = base + at;
        switch (relocation.kind()) {
            case HI22 -> field(buffer, at, 0x3F_FFFF, low32(target, relocation) >>> 10);
            case LO10 -> field(buffer, at, 0x1FFF, target & 0x3FF);
            case HH22 -> field(buffer, at, 0x3F_FFFF, target >>> 42);
            case HM10 -> field(buffer, at, 0x1FFF, target >>> 32 & 0x3FF);
            case LM22 -> field(buffer, at, 0x3F_FFFF, target >>> 10 & 0x3F_FFFF);
            case WDISP30 -> field(buffer, at, 0x3FFF_FFFF, words(target - place, 30, relocation));
            case WDISP22 -> field(buffer, at, 0x3F_FFFF, words(target - place, 22, relocation));
            case WDISP19 -> field(buffer, at, 0x7_FFFF, words(target - place, 19, relocation));
            case WDISP16 -> {
                long words = words(target - place, 16, relocation);
                field(buffer, at, 0x30_3FFF, words >>> 14 << 20 | words & 0x3FFF);
            }
            case ABS32 -> buffer.putInt(at, (int) low32(target, relocation));
            case ABS64 -> buffer.putLong(at, target);
        }
    }

    private static void field(ByteBuffer buffer, int at, int mask, long value) {
        buffer.putInt(at, buffer.getInt(at) & ~mask | (int) value & mask);
    }

    private static long low32(long target, Relocation relocation) throws LinkException {
        if (target >>> 32 != 0) {
            throw new LinkException("address " + Long.toHexString(target) + " of '" + relocation.symbol() + "' is not below 4 GB");
        }
        return target;
    }

    private static long words(long distance, int bits, Relocation relocation) throws LinkException {
        long limit = 1L << bits + 1;
        if ((distance & 3) != 0 || distance < -limit || distance >= limit) {
            throw new LinkException("'" + relocation.symbol() + "' is out of reach of a " + bits + "-bit displacement: " + distance + " bytes");
        }
        return distance >> 2 & (1L << bits) - 1;
    }
}
