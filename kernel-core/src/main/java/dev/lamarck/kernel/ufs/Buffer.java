package dev.lamarck.kernel.ufs;

import dev.lamarck.kernel.mm.Blocks;
import dev.lamarck.kernel.mm.Pages;
import dev.lamarck.toolchain.magic.Kva;
import dev.lamarck.toolchain.magic.Magic;
import dev.lamarck.toolchain.magic.Memory;

/**
 * A page of memory with a block: of the disk, where metadata are, or of a file, where its contents are, which need not begin at a block of the disk. Each is in memory once: directories whose
 * fragments share a block share it too, and a file's page is the one that its reads, writes and mappings see. Whatever changes a sector says so: by
 * {@link BufferCache#changed} if it is contents of a file, by {@link BufferCache#log} if it is metadata.
 */
@Magic
final class Buffer {
    /** Which file's it is; 0: the disk's. */
    final int inode;
    /** The number of the block, of the file or of the disk. */
    final long index;
    final @Kva long page;
    /** Where it begins on the disk; 0: nowhere yet, it is a hole of the file. */
    int fragment;
    /** Bit i: sector i has contents that are not on the disk. */
    int changed;
    /** Bit i: sector i has metadata of the running transaction. */
    int logged;
    /** Programs may be writing to it: a mapping has had the right to since the page was last clean. */
    boolean isWritable;
    Buffer nextInBucket;
    /** By use: the list of all buffers, most recently used first. */
    Buffer newer;
    Buffer older;
    /** By place on the disk: the list of buffers that have something to be written. */
    Buffer nextUnwritten;
    boolean isUnwritten;

    Buffer(int inode, long index, int fragment, @Kva long page) {
        this.inode = inode;
        this.index = index;
        this.fragment = fragment;
        this.page = page;
    }

    /** Where in it a fragment lies. */
    int offset(int which) {
        return which - fragment << UfsFormat.FRAGMENT_SHIFT;
    }

    /** The number of a sector of it on the disk. */
    long sector(int which) {
        return (long) fragment * UfsFormat.SECTORS_PER_FRAGMENT + which;
    }

    /** The bits of the sectors that a range of bytes touches. */
    static int sectors(int at, int length) {
        int first = at / UfsFormat.SECTOR_BYTES;
        int last = (at + length - 1) / UfsFormat.SECTOR_BYTES;
        return (2 << last) - (1 << first);
    }

    int get8(int at) {
        return Memory.loadUnsigned8(page + at);
    }

    void put8(int at, int value) {
        Memory.store8(page + at, value);
    }

    int get16(int at) {
        return Memory.loadUnsigned16(page + at);
    }

    void put16(int at, int value) {
        Memory.store16(page + at, value);
    }

    int get32(int at) {
        return Memory.load32(page + at);
    }

    void put32(int at, int value) {
        Memory.store32(page + at, value);
    }

    long get64(int at) {
        return Memory.load64(page + at);
    }

    void put64(int at, long value) {
        Memory.store64(page + at, value);
    }

    /** Clears bytes; any alignment. */
    void clear(int at, int length) {
        int end = at + length;
        int middle = Math.min(end, at + 7 & -8);
        for (int i = at; i < middle; i++) {
            put8(i, 0);
        }
        int tail = Math.max(middle, end & -8);
        Blocks.zero(page + middle, tail - middle);
        for (int i = tail; i < end; i++) {
            put8(i, 0);
        }
    }

    void copyFrom(Buffer other, int from, int to, int length) {
        Blocks.copy(other.page + from, page + to, length);
    }

    void putBytes(int at, byte[] bytes, int from, int length) {
        for (int i = 0; i < length; i++) {
            put8(at + i, bytes[from + i]);
        }
    }

    boolean holds(int at, byte[] bytes, int from, int length) {
        for (int i = 0; i < length; i++) {
            if ((byte) get8(at + i) != bytes[from + i]) {
                return false;
            }
        }
        return true;
    }

    /** A new array. */
    byte[] bytes(int at, int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) get8(at + i);
        }
        return bytes;
    }

    /** So that memory never shows what another block's was. */
    void clearAll() {
        Blocks.zero(page, Pages.BYTES);
    }
}
