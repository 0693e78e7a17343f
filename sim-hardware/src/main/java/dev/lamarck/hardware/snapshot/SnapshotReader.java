package dev.lamarck.hardware.snapshot;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

/** Reads what a {@link SnapshotWriter} wrote, in the same order; throws {@link BufferUnderflowException} where there is no more. */
public final class SnapshotReader {
    private final ByteBuffer bytes;

    public SnapshotReader(byte[] snapshot) {
        bytes = ByteBuffer.wrap(snapshot);
    }

    /** Whether everything has been read. */
    public boolean isAtEnd() {
        return !bytes.hasRemaining();
    }

    public long getLong() {
        return bytes.getLong();
    }

    public int getInt() {
        return bytes.getInt();
    }

    public boolean getBoolean() {
        return bytes.get() != 0;
    }

    public void getBytes(byte[] destination, int from, int length) {
        bytes.get(destination, from, length);
    }

    public byte[] getBlock() {
        int length = bytes.getInt();
        if (length < 0 || length > bytes.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] block = new byte[length];
        bytes.get(block);
        return block;
    }

    public void getLongs(long[] destination) {
        for (int i = 0; i < destination.length; i++) {
            destination[i] = bytes.getLong();
        }
    }

    public void getInts(int[] destination) {
        for (int i = 0; i < destination.length; i++) {
            destination[i] = bytes.getInt();
        }
    }
}
