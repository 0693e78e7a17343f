package dev.lamarck.syscalls.user.xdr;

import dev.lamarck.kernel.text.Bytes;
import dev.lamarck.syscalls.user.Heap;

/** A stream in an array: for datagrams, and for what goes as opaque data into another. */
public final class MemoryXdr extends Xdr {
    private final byte[] buffer;
    private int at;
    private int end;

    /** Over the whole array. */
    public MemoryXdr(byte[] buffer, Operation operation) {
        super(operation);
        this.buffer = buffer;
        end = buffer.length;
    }

    /** Starts from the beginning with so many bytes of the array. */
    public void rewind(Operation operation, int bytes) {
        begin(operation);
        at = 0;
        end = bytes;
    }

    /** Gives it and its array back to the heap. */
    public void free() {
        Heap.free(buffer);
        Heap.free(this);
    }

    /** Bytes encoded or decoded so far. */
    public int position() {
        return at;
    }

    public byte[] buffer() {
        return buffer;
    }

    @Override
    boolean putWord(int word) {
        if (end - at < WORD_BYTES) {
            return false;
        }
        for (int shift = 24; shift >= 0; shift -= 8) {
            buffer[at++] = (byte) (word >> shift);
        }
        return true;
    }

    @Override
    int takeWord() {
        if (end - at < WORD_BYTES) {
            fail();
            return 0;
        }
        int word = 0;
        for (int i = 0; i < WORD_BYTES; i++) {
            word = word << 8 | buffer[at++] & 0xFF;
        }
        return word;
    }

    @Override
    boolean putBytes(byte[] bytes, int from, int length) {
        if (end - at < length) {
            return false;
        }
        Bytes.copy(bytes, from, buffer, at, length);
        at += length;
        return true;
    }

    @Override
    boolean takeBytes(byte[] to, int from, int length) {
        if (end - at < length) {
            return false;
        }
        Bytes.copy(buffer, at, to, from, length);
        at += length;
        return true;
    }

    @Override
    boolean mayHave(long bytes) {
        return end - at >= bytes;
    }
}
