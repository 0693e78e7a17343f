package dev.lamarck.kernel.text;

import dev.lamarck.kernel.kmem.Kmem;
import dev.lamarck.toolchain.magic.Text;

/**
 * A text that is made from its beginning, of which only a stretch is kept: what somebody reads from some position on. Each appending method returns the
 * buffer.
 */
public final class TextBuffer {
    private final byte[] bytes;
    private final byte[] digits = new byte[Bytes.MAX_DECIMAL];
    private final long from;
    private long at;

    /** Keeps so many bytes from a position on. */
    public TextBuffer(long from, int length) {
        this.from = from;
        bytes = new byte[length];
    }

    public TextBuffer text(String text) {
        byte[] all = Text.bytes(text);
        return bytes(all, all.length);
    }

    public TextBuffer bytes(byte[] text, int length) {
        for (int i = 0; i < length; i++) {
            character(text[i]);
        }
        return this;
    }

    public TextBuffer character(int character) {
        if (at >= from && at - from < bytes.length) {
            bytes[(int) (at - from)] = (byte) character;
        }
        at++;
        return this;
    }

    public TextBuffer decimal(long value) {
        return bytes(digits, Bytes.decimal(digits, 0, value));
    }

    public TextBuffer hexadecimal(long value) {
        return bytes(digits, Bytes.hexadecimal(digits, 0, value));
    }

    /** In hexadecimal, with so many digits at least. */
    public TextBuffer padded(long value, int least) {
        for (int digit = least - 1; digit > 0 && value >>> 4 * digit == 0; digit--) {
            character('0');
        }
        return hexadecimal(value);
    }

    public TextBuffer line() {
        return character('\n');
    }

    /** How many bytes of the stretch there are. */
    public int kept() {
        return (int) Math.max(0, Math.min(at - from, bytes.length));
    }

    /** The array in which the stretch begins; the buffer's. */
    public byte[] array() {
        return bytes;
    }

    /** Gives its memory back. */
    public void free() {
        Kmem.free(bytes);
        Kmem.free(digits);
        Kmem.free(this);
    }
}
