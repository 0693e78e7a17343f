package dev.lamarck.hardware.memory;

import dev.lamarck.hardware.snapshot.SnapshotReader;
import dev.lamarck.hardware.snapshot.SnapshotWriter;
import dev.lamarck.hardware.snapshot.Stateful;
import java.util.Arrays;

/**
 * RAM. A write by anyone but the processor goes through {@link #write} and is announced to the listener after it happened.
 * Addresses outside RAM are the caller's to exclude with {@link #contains}.
 */
public final class PhysicalMemory implements Stateful {
    public static final int PAGE_BYTES = 8192;

    /** Told of bytes that changed other than by a store of the processor that listens. */
    public interface WriteListener {
        void written(long pa, int length);
    }

    private static final byte[] ZERO_PAGE = new byte[PAGE_BYTES];

    private final byte[] bytes;
    private WriteListener listener = (pa, length) -> {};

    public PhysicalMemory(int size) {
        bytes = new byte[size];
    }

    public void setListener(WriteListener listener) {
        this.listener = listener;
    }

    /** The array itself, for the processor's loads and stores. */
    public byte[] bytes() {
        return bytes;
    }

    public int size() {
        return bytes.length;
    }

    public boolean contains(long pa, long length) {
        return pa >= 0 && length >= 0 && pa <= bytes.length - length;
    }

    public byte[] read(long pa, int length) {
        return Arrays.copyOfRange(bytes, (int) pa, (int) pa + length);
    }

    public long readLong(long pa) {
        return (long) BigEndian.LONG.get(bytes, (int) pa);
    }

    public int readInt(long pa) {
        return (int) BigEndian.INT.get(bytes, (int) pa);
    }

    public void write(long pa, byte[] source, int from, int length) {
        System.arraycopy(source, from, bytes, (int) pa, length);
        listener.written(pa, length);
    }

    public void writeLong(long pa, long value) {
        BigEndian.LONG.set(bytes, (int) pa, value);
        listener.written(pa, Long.BYTES);
    }

    /** Only pages that are not all zero, each after its number; then −1. */
    @Override
    public void save(SnapshotWriter out) {
        out.putInt(bytes.length);
        for (int at = 0; at < bytes.length; at += PAGE_BYTES) {
            if (!isZero(at)) {
                out.putInt(at / PAGE_BYTES);
                out.putBytes(bytes, at, PAGE_BYTES);
            }
        }
        out.putInt(-1);
    }

    /** Only pages that change are written, so going back to a state a little earlier is cheap. */
    @Override
    public void load(SnapshotReader in) {
        if (in.getInt() != bytes.length) {
            throw new AssertionError("snapshot of a machine with another RAM size");
        }
        byte[] content = new byte[PAGE_BYTES];
        int at = 0;
        for (int page = in.getInt(); page >= 0; page = in.getInt()) {
            clear(at, page * PAGE_BYTES);
            in.getBytes(content, 0, PAGE_BYTES);
            at = page * PAGE_BYTES;
            put(at, content);
            at += PAGE_BYTES;
        }
        clear(at, bytes.length);
    }

    private void clear(int from, int to) {
        for (int at = from; at < to; at += PAGE_BYTES) {
            put(at, ZERO_PAGE);
        }
    }

    private void put(int at, byte[] content) {
        if (!Arrays.equals(bytes, at, at + PAGE_BYTES, content, 0, PAGE_BYTES)) {
            write(at, content, 0, PAGE_BYTES);
        }
    }

    private boolean isZero(int at) {
        return Arrays.equals(bytes, at, at + PAGE_BYTES, ZERO_PAGE, 0, PAGE_BYTES);
    }
}
