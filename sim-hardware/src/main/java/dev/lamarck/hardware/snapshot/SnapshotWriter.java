package dev.lamarck.hardware.snapshot;

import java.nio.ByteBuffer;

/**
 * Passes the canonical bytes of a state on to whoever keeps or digests them, a buffer at a time: a state has the size of the
 * machine's memory, and its hash needs no copy of it. {@link #finish} passes on the last of them.
 */
public final class SnapshotWriter {
    /** Takes bytes before the call returns; the array is reused. */
    public interface Sink {
        void take(byte[] source, int from, int length);
    }

    private static final int BUFFER_BYTES = 1 << 16;

    private final Sink sink;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);

    public SnapshotWriter(Sink sink) {
        this.sink = sink;
    }

    public void putLong(long value) {
        makeRoom(Long.BYTES);
        buffer.putLong(value);
    }

    public void putInt(int value) {
        makeRoom(Integer.BYTES);
        buffer.putInt(value);
    }

    public void putBoolean(boolean value) {
        makeRoom(1);
        buffer.put((byte) (value ? 1 : 0));
    }

    public void putBytes(byte[] source, int from, int length) {
        finish();
        sink.take(source, from, length);
    }

    /** Length first, then the bytes. */
    public void putBlock(byte[] block) {
        putInt(block.length);
        putBytes(block, 0, block.length);
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

    /** Passes on what is still in the buffer. */
    public void finish() {
        sink.take(buffer.array(), 0, buffer.position());
        buffer.clear();
    }

    private void makeRoom(int bytes) {
        if (buffer.remaining() < bytes) {
            finish();
        }
    }
}
