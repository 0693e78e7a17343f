package dev.lamarck.hardware.gdb;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Numbers and bytes as the protocol writes them. */
final class Hex {
    /** A request that is not as the protocol has it. */
    static final class Malformed extends Exception {
        private static final long serialVersionUID = 1L;
    }

    private Hex() {}

    static String of(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    static String of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Big-endian, so many bits. */
    static String of(long value, int bits) {
        return HexFormat.of().toHexDigits(value, bits / 4);
    }

    static byte[] bytes(String text) throws Malformed {
        try {
            return HexFormat.of().parseHex(text);
        } catch (IllegalArgumentException e) {
            throw new Malformed();
        }
    }

    static String text(String hex) throws Malformed {
        return new String(bytes(hex), StandardCharsets.UTF_8);
    }

    static long number(String text) throws Malformed {
        try {
            return text.startsWith("-") ? Long.parseLong(text, 16) : Long.parseUnsignedLong(text, 16);
        } catch (NumberFormatException e) {
            throw new Malformed();
        }
    }

    static int small(String text) throws Malformed {
        long number = number(text);
        if (number < 0 || number > Integer.MAX_VALUE) {
            throw new Malformed();
        }
        return (int) number;
    }
}
