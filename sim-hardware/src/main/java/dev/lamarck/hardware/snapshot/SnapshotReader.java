package dev.lamarck.hardware.snapshot;

import java.nio.ByteBuffer;

/** Reads what a {@link SnapshotWriter} wrote, in the same order. */
public final class SnapshotReader {
    private final ByteBuffer bytes;

    public SnapshotReader(byte[] snapshot) {
        bytes = ByteBuffer.wrap(snapshot);
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
        byte[] block = new byte[bytes.getInt()];
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
