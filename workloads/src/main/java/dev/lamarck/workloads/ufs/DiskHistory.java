package dev.lamarck.workloads.ufs;

import dev.lamarck.hardware.device.Disk;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/** All sectors that were written to a disk, in order, and when it was flushed: from it comes every disk that a power cut could have left. */
public final class DiskHistory implements Disk.Observer {
    private record Write(long sector, byte[] bytes) {}

    private final byte[] start;
    private final List<Write> writes = new ArrayList<>();
    /** For each number of writes, how many of them the last flush had made safe. */
    private final List<Integer> safe = new ArrayList<>(List.of(0));

    /** @param start what the disk held */
    public DiskHistory(byte[] start) {
        this.start = start.clone();
    }

    @Override
    public void written(long sector, byte[] bytes) {
        writes.add(new Write(sector, bytes));
        safe.add(safe.getLast());
    }

    @Override
    public void flushed() {
        safe.set(writes.size(), writes.size());
    }

    /** So many sectors have been written: a power cut can come after each, and before the first. */
    public int writes() {
        return writes.size();
    }

    /** Of the first {@code count} writes, how many no power cut after them can undo. */
    public int safe(int count) {
        return safe.get(count);
    }

    /** The disk after a power cut behind {@code count} writes, all of which it kept. */
    public byte[] cut(int count) {
        return cut(count, count, index -> true);
    }

    /**
     * The disk after a power cut behind {@code count} writes, of which it kept the first {@code certain} and, of the others, some.
     *
     * @param kept tells by a write's number whether it was kept
     */
    public byte[] cut(int count, int certain, IntPredicate kept) {
        byte[] disk = start.clone();
        for (int i = 0; i < count; i++) {
            if (i < certain || kept.test(i)) {
                Write write = writes.get(i);
                int at = Math.toIntExact(write.sector() * Disk.SECTOR_BYTES);
                System.arraycopy(write.bytes(), 0, disk, at, Math.min(Disk.SECTOR_BYTES, disk.length - at));
            }
        }
        return disk;
    }
}
