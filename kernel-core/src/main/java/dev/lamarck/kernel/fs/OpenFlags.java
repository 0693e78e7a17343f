package dev.lamarck.kernel.fs;

/** Flags of {@code open} as Linux/sparc64 numbers them ({@code asm/fcntl.h}). */
public final class OpenFlags {
    /** A terminal is not to become the caller's. */
    public static final int NO_CONTROL = 0x8000;
    public static final int ACCESS = 0x3;
    public static final int READ_ONLY = 0;
    public static final int WRITE_ONLY = 1;
    public static final int READ_WRITE = 2;
    public static final int APPEND = 0x8;
    public static final int CREATE = 0x200;
    public static final int TRUNCATE = 0x400;
    public static final int EXCLUSIVE = 0x800;
    public static final int NONBLOCKING = 0x4000;
    public static final int DIRECTORY = 0x10000;
    public static final int NO_FOLLOW = 0x20000;
    public static final int CLOSE_ON_EXEC = 0x400000;

    /** Names a file and does nothing with it. */
    public static final int PATH = 0x100_0000;

    public static boolean reads(int flags) {
        return (flags & ACCESS) != WRITE_ONLY && (flags & PATH) == 0;
    }

    public static boolean writes(int flags) {
        return (flags & ACCESS) != READ_ONLY && (flags & PATH) == 0;
    }

    private OpenFlags() {}
}
