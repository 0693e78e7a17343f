package dev.lamarck.workloads.programs.shell;

import dev.lamarck.kernel.text.Bytes;
import dev.lamarck.syscalls.user.Heap;
import dev.lamarck.toolchain.magic.Text;

/** Bytes that grow at their end. Each appending method returns the buffer. */
final class Buffer {
    private byte[] bytes = new byte[64];
    private int length;

    Buffer add(int octet) {
        reserve(1);
        bytes[length++] = (byte) octet;
        return this;
    }

    Buffer addAll(byte[] text) {
        return addRange(text, 0, text.length);
    }

    Buffer addRange(byte[] text, int from, int to) {
        reserve(to - from);
        Bytes.copy(text, from, bytes, length, to - from);
        length += to - from;
        return this;
    }

    Buffer text(String text) {
        return addAll(Text.bytes(text));
    }

    Buffer decimal(long value) {
        reserve(Bytes.MAX_DECIMAL);
        length = Bytes.decimal(bytes, length, value);
        return this;
    }

    int length() {
        return length;
    }

    int at(int index) {
        return bytes[index] & 0xFF;
    }

    /** Keeps only so many bytes. */
    Buffer cut(int kept) {
        length = kept;
        return this;
    }

    /** A new array with the bytes. */
    byte[] copy() {
        byte[] copy = new byte[length];
        Bytes.copy(bytes, 0, copy, 0, length);
        return copy;
    }

    /** A new array with the bytes, and the buffer is no more. */
    byte[] take() {
        byte[] copy = copy();
        free();
        return copy;
    }

    void free() {
        Heap.free(bytes);
        Heap.free(this);
    }

    private void reserve(int more) {
        if (length + more > bytes.length) {
            byte[] larger = new byte[Math.max(2 * bytes.length, length + more)];
            Bytes.copy(bytes, 0, larger, 0, length);
            Heap.free(bytes);
            bytes = larger;
        }
    }
}
