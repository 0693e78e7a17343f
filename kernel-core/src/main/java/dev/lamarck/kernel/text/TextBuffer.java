package dev.lamarck.kernel.text;

import dev.lamarck.kernel.kmem.Kmem;
import dev.lamarck.toolchain.magic.Text;

/** A text that grows at its end. Each appending method returns the buffer. */
public final class TextBuffer {
    private static final int FIRST_BYTES = 256;

    private byte[] bytes = new byte[FIRST_BYTES];
    private int length;

    public TextBuffer text(String text) {
        return bytes(Text.bytes(text));
    }

    public TextBuffer bytes(byte[] text) {
        reserve(text.length);
        length = Bytes.append(bytes, length, text);
        return this;
    }

    public TextBuffer character(int character) {
        reserve(1);
        bytes[length++] = (byte) character;
        return this;
    }

    public TextBuffer decimal(long value) {
        reserve(Bytes.MAX_DECIMAL);
        length = Bytes.decimal(bytes, length, value);
        return this;
    }

    public TextBuffer hexadecimal(long value) {
        reserve(Long.BYTES * 2);
        length = Bytes.hexadecimal(bytes, length, value);
        return this;
    }

    public TextBuffer line() {
        return character('\n');
    }

    private void reserve(int more) {
        if (length + more > bytes.length) {
            byte[] larger = new byte[Math.max(2 * bytes.length, length + more)];
            Bytes.copy(bytes, 0, larger, 0, length);
            Kmem.free(bytes);
            bytes = larger;
        }
    }

    public int length() {
        return length;
    }

    /** The array in which the text begins; the buffer's. */
    public byte[] array() {
        return bytes;
    }

    /** Gives its memory back. */
    public void free() {
        Kmem.free(bytes);
        Kmem.free(this);
    }
}
