package dev.lamarck.toolchain.magic;

/** Software trap numbers of the checks that compiled code makes; the kind is in the number. */
public final class CheckTrap {
    public static final int NULL = 0x50;
    public static final int BOUNDS = 0x51;
    public static final int CAST = 0x52;
    public static final int NEGATIVE_SIZE = 0x53;
    public static final int ASSERTION = 0x54;
    public static final int NO_MATCH = 0x55;
    /** The message, a String reference, is in {@code %o0} of the trapping window. */
    public static final int PANIC = 0x56;
    public static final int ARRAY_STORE = 0x57;
    /** Control reached the end of a method that cannot end. */
    public static final int UNREACHABLE = 0x58;
    /** A self-check of the compiler's failed. */
    public static final int INTERNAL = 0x59;

    private CheckTrap() {}
}
