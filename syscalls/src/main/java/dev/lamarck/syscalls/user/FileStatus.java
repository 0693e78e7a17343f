package dev.lamarck.syscalls.user;

import dev.lamarck.kernel.text.BigEndian;

/** What {@code stat} tells of a file ({@code struct stat64} of Linux/sparc64). */
public final class FileStatus {
    public static final int PIPE = 0x1000;
    public static final int CHARACTER_DEVICE = 0x2000;
    public static final int DIRECTORY = 0x4000;
    public static final int REGULAR = 0x8000;
    public static final int LINK = 0xA000;
    private static final int KIND = 0xF000;

    private static final int BYTES = 144;
    private static final int FILE_SYSTEM = 0;
    private static final int INODE = 8;
    private static final int LINKS = 16;
    private static final int MODE = 24;
    private static final int DEVICE = 40;
    private static final int SIZE = 48;

    private final byte[] bytes = new byte[BYTES];

    /** Reads a file's. @return whether there is one */
    public boolean of(byte[] path) {
        return Posix.status64(path, bytes) == 0;
    }

    /** Of a symbolic link itself if it is one. */
    public boolean ofLink(byte[] path) {
        return Posix.linkStatus(path, bytes) == 0;
    }

    public boolean ofDescriptor(int descriptor) {
        return Posix.descriptorStatus(descriptor, bytes) == 0;
    }

    public int mode() {
        return BigEndian.get32(bytes, MODE);
    }

    public int kind() {
        return mode() & KIND;
    }

    public long links() {
        return BigEndian.get64(bytes, LINKS);
    }

    /** Whether it is of the same file as another. */
    public boolean isOfSameFile(FileStatus other) {
        return inode() == other.inode() && BigEndian.get64(bytes, FILE_SYSTEM) == BigEndian.get64(other.bytes, FILE_SYSTEM);
    }

    public long inode() {
        return BigEndian.get64(bytes, INODE);
    }

    /** The device's number if it is one. */
    public long device() {
        return BigEndian.get64(bytes, DEVICE);
    }

    public long size() {
        return BigEndian.get64(bytes, SIZE);
    }

    public void free() {
        Heap.free(bytes);
        Heap.free(this);
    }
}
