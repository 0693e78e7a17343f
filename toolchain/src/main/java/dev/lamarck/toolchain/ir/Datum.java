package dev.lamarck.toolchain.ir;

/** What a load or store moves: bytes in memory, and how a load fills the register. */
public enum Datum {
    BYTE(1, true), UNSIGNED_BYTE(1, false), SHORT(2, true), CHAR(2, false), INT(4, true), UNSIGNED_INT(4, false), LONG(8, true);

    private final int bytes;
    private final boolean signed;

    Datum(int bytes, boolean signed) {
        this.bytes = bytes;
        this.signed = signed;
    }

    public int bytes() {
        return bytes;
    }

    public boolean signed() {
        return signed;
    }

    /** log2 of the bytes. */
    public int shift() {
        return Integer.numberOfTrailingZeros(bytes);
    }

    /** How a field or array element of a descriptor lies in memory; references are 8-byte addresses, booleans bytes 0 and 1. */
    public static Datum ofDescriptor(String descriptor) {
        return switch (descriptor.charAt(0)) {
            case 'Z' -> UNSIGNED_BYTE;
            case 'B' -> BYTE;
            case 'S' -> SHORT;
            case 'C' -> CHAR;
            case 'I' -> INT;
            case 'J', 'L', '[' -> LONG;
            default -> throw new IllegalArgumentException("no Kernel Java type: " + descriptor);
        };
    }
}
