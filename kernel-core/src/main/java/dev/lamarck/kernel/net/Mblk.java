package dev.lamarck.kernel.net;

import dev.lamarck.kernel.kmem.Kmem;
import dev.lamarck.kernel.mm.Blocks;
import dev.lamarck.kernel.mm.Pages;
import dev.lamarck.toolchain.magic.Kva;
import dev.lamarck.toolchain.magic.Magic;
import dev.lamarck.toolchain.magic.Memory;

/**
 * A packet, or a piece of a stream: bytes in the middle of a buffer. Offsets count from the first byte; fields of more than a byte are aligned where headers
 * are, for a buffer begins at a multiple of 16 and headers at a multiple of 4 in it.
 */
@Magic
public final class Mblk {
    private final @Kva long buffer;
    private final int capacity;
    private int start;
    private int end;
    /** The next in a queue. */
    Mblk next;
    /** In a queue of segments that came out of order: the first byte's number, and whether the stream ends behind the last. */
    int sequence;
    boolean isLast;

    private Mblk(long buffer, int capacity, int start) {
        this.buffer = buffer;
        this.capacity = capacity;
        this.start = start;
        this.end = start;
    }

    /** An empty one with so much room in front and behind; callable at interrupt level. @return null if there is no memory */
    public static Mblk allocate(int front, int behind) {
        int bytes = front + behind;
        if (!Pages.mayGive((bytes >>> Pages.SHIFT) + 2)) {
            return null;
        }
        long buffer = Kmem.alloc(bytes);
        return buffer == 0 ? null : new Mblk(buffer, bytes, front);
    }

    public void free() {
        Kmem.free(buffer);
        Kmem.free(this);
    }

    /** Frees a queue of them. */
    static void freeAll(Mblk first) {
        Mblk each = first;
        while (each != null) {
            Mblk following = each.next;
            each.free();
            each = following;
        }
    }

    public int length() {
        return end - start;
    }

    /** Where a byte is; also of the one behind the last. */
    public @Kva long at(int offset) {
        return buffer + start + offset;
    }

    /** Bytes that {@link #extend} could add. */
    public int room() {
        return capacity - end;
    }

    /** So many bytes more behind, whatever they are. */
    public void extend(int bytes) {
        end += bytes;
        assert end <= capacity;
    }

    /** So many bytes more in front, whatever they are. */
    void push(int bytes) {
        start -= bytes;
        assert start >= 0;
    }

    /** So many bytes less in front. */
    void pull(int bytes) {
        start += bytes;
        assert start <= end;
    }

    /** Only the first so many bytes. */
    void trim(int length) {
        assert length <= end - start;
        end = start + length;
    }

    int get8(int offset) {
        return Memory.loadUnsigned8(buffer + start + offset);
    }

    int get16(int offset) {
        return Memory.loadUnsigned16(buffer + start + offset);
    }

    int get32(int offset) {
        return Memory.load32(buffer + start + offset);
    }

    void put8(int offset, int value) {
        Memory.store8(buffer + start + offset, value);
    }

    void put16(int offset, int value) {
        Memory.store16(buffer + start + offset, value);
    }

    void put32(int offset, int value) {
        Memory.store32(buffer + start + offset, value);
    }

    /** Appends bytes of another. */
    void append(Mblk from, int offset, int length) {
        assert offset + length <= from.length();
        Blocks.copy(from.at(offset), buffer + end, length);
        extend(length);
    }
}
