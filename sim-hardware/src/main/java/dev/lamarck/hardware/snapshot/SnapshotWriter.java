package dev.lamarck.hardware.snapshot;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** Collects the canonical bytes of a state. */
public final class SnapshotWriter {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 16);
    private final byte[] word = new byte[8];
    private final ByteBuffer buffer = ByteBuffer.wrap(word);

    public void putLong(long value) {
        buffer.putLong(0, value);
        bytes.write(word, 0, 8);
    }

    public void putInt(int value) {
        buffer.putInt(0, value);
        bytes.write(word, 0, 4);
    }

    public void putBoolean(boolean value) {
        bytes.write(value ? 1 : 0);
    }

    public void putBytes(byte[] source, int from, int length) {
        bytes.write(source, from, length);
    }

    /** Length first, then the bytes. */
    public void putBlock(byte[] block) {
        putInt(block.length);
        bytes.write(block, 0, block.length);
    }

    public void putLongs(long[] values) {
        for (long value : values) {
            putLong(value);
        }
    }

    public void putInts(int[] values) {
        for (int value : values) {
            putInt(value);
        }
    }

    public byte[] toByteArray() {
        return bytes.toByteArray();
    }
}
