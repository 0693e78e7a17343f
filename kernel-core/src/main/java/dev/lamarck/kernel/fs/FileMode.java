package dev.lamarck.kernel.fs;

/** The mode word of a file: its kind and its permission bits ({@code linux/stat.h}). */
public final class FileMode {
    public static final int KIND = 0xF000;
    public static final int FIFO = 0x1000;
    public static final int CHARACTER_DEVICE = 0x2000;
    public static final int DIRECTORY = 0x4000;
    public static final int REGULAR = 0x8000;
    public static final int SYMBOLIC_LINK = 0xA000;
    public static final int SOCKET = 0xC000;

    /** Set-user-id, set-group-id, sticky, and read, write, execute for owner, group, others. */
    public static final int PERMISSIONS = 0xFFF;
    public static final int ANY_EXECUTE = 0x49;
    /** Set-user-id and set-group-id. */
    public static final int RUNS_AS_OWNER = 0xC00;

    private FileMode() {}
}
