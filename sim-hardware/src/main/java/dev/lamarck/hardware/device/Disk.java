package dev.lamarck.hardware.device;

import dev.lamarck.hardware.memory.PhysicalMemory;
import dev.lamarck.hardware.snapshot.SnapshotReader;
import dev.lamarck.hardware.snapshot.SnapshotWriter;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * Device 3. One transfer at a time; the data moves when it ends. The image is never changed: written sectors are kept beside
 * it, and only they are part of a snapshot.
 */
public final class Disk implements Device {
    public static final int SECTOR_BYTES = 512;

    static final int SECTOR = 0x00;
    static final int COUNT = 0x08;
    static final int DMA = 0x10;
    static final int COMMAND = 0x18;
    static final int STATUS = 0x20;
    static final int CAPACITY = 0x28;

    static final int READ = 1;
    static final int WRITE = 2;

    static final int IDLE = 0;
    static final int BUSY = 1;
    static final int DONE = 2;
    static final int ERROR = 3;

    /** How long a transfer takes, in cycles. */
    public record Latency(long start, long perSector) {}

    private final EventQueue events;
    private final InterruptController interrupts;
    private final PhysicalMemory memory;
    private final byte[] image;
    private final Latency latency;
    private final Map<Long, byte[]> written = new TreeMap<>();
    private long sector;
    private long count;
    private long dma;
    private int command;
    private int status = IDLE;

    public Disk(EventQueue events, InterruptController interrupts, PhysicalMemory memory, byte[] image, Latency latency) {
        this.events = events;
        this.interrupts = interrupts;
        this.memory = memory;
        this.image = image;
        this.latency = latency;
        events.setAction(EventQueue.Kind.DISK, this::complete);
    }

    private long capacity() {
        return (image.length + SECTOR_BYTES - 1) / SECTOR_BYTES;
    }

    @Override
    public long read(int register) {
        return switch (register) {
            case SECTOR -> sector;
            case COUNT -> count;
            case DMA -> dma;
            case STATUS -> status;
            case CAPACITY -> capacity();
            default -> 0;
        };
    }

    /** Registers of a transfer in progress cannot be changed. */
    @Override
    public void write(int register, long value) {
        if (status == BUSY) {
            return;
        }
        switch (register) {
            case SECTOR -> sector = value;
            case COUNT -> count = value;
            case DMA -> dma = value;
            case COMMAND -> start((int) value);
            default -> { }
        }
    }

    private void start(int requested) {
        command = requested;
        status = BUSY;
        long sectors = isValid() ? count : 0;
        events.schedule(EventQueue.Kind.DISK, events.now() + latency.start() + sectors * latency.perSector());
    }

    private boolean isValid() {
        return (command == READ || command == WRITE)
                && count > 0
                && sector >= 0
                && sector <= capacity() - count
                && memory.contains(dma, count * SECTOR_BYTES);
    }

    private void complete() {
        status = isValid() ? DONE : ERROR;
        if (status == DONE) {
            for (long i = 0; i < count; i++) {
                transfer(sector + i, dma + i * SECTOR_BYTES);
            }
        }
        interrupts.raise(InterruptSource.DISK);
    }

    private void transfer(long number, long pa) {
        if (command == READ) {
            memory.write(pa, contents(number), 0, SECTOR_BYTES);
        } else {
            written.put(number, memory.read(pa, SECTOR_BYTES));
        }
    }

    private byte[] contents(long number) {
        byte[] overlay = written.get(number);
        int from = (int) number * SECTOR_BYTES;
        return overlay != null
                ? overlay
                : Arrays.copyOf(Arrays.copyOfRange(image, from, Math.min(from + SECTOR_BYTES, image.length)), SECTOR_BYTES);
    }

    @Override
    public void save(SnapshotWriter out) {
        out.putLong(sector);
        out.putLong(count);
        out.putLong(dma);
        out.putInt(command);
        out.putInt(status);
        out.putInt(written.size());
        written.forEach((number, bytes) -> {
            out.putLong(number);
            out.putBlock(bytes);
        });
    }

    @Override
    public void load(SnapshotReader in) {
        sector = in.getLong();
        count = in.getLong();
        dma = in.getLong();
        command = in.getInt();
        status = in.getInt();
        written.clear();
        for (int left = in.getInt(); left > 0; left--) {
            written.put(in.getLong(), in.getBlock());
        }
    }
}
