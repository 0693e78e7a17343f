package dev.lamarck.toolchain.ir;

/** What a value is. Byte, short, char and boolean are {@code INT}; at low level only {@code LONG} and {@code VOID} occur. */
public enum Type {
    VOID, INT, LONG, REFERENCE;

    /** The type of a field or parameter descriptor, or of a method descriptor's result. */
    public static Type ofDescriptor(String descriptor) {
        return switch (descriptor.charAt(descriptor.lastIndexOf(')') + 1)) {
            case 'V' -> VOID;
            case 'J' -> LONG;
            case 'L', '[' -> REFERENCE;
            case 'Z', 'B', 'C', 'S', 'I' -> INT;
            default -> throw new IllegalArgumentException("no Kernel Java type: " + descriptor);
        };
    }

    /** How two values of this type are compared. */
    public Width width() {
        return this == INT ? Width.INT : Width.LONG;
    }
}
