package dev.lamarck.hardware.device;

import dev.lamarck.hardware.memory.PhysicalMemory;
import dev.lamarck.hardware.snapshot.SnapshotReader;
import dev.lamarck.hardware.snapshot.SnapshotWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Devices 3, 6 and 8. One command at a time; the data moves when it ends. The image is never changed: written sectors are kept beside
 * it, and only they are part of a snapshot. What has been written before a flush ended is there after a power cut; of later sectors each may be
 * there or not, so that an {@link Observer} who sees writes and flushes knows every disk that a power cut could leave.
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
    static final int FLUSH = 3;

    static final int IDLE = 0;
    static final int BUSY = 1;
    static final int DONE = 2;
    static final int ERROR = 3;

    /** Sees what reaches the disk, at the moment when it does. */
    public interface Observer {
        /** A sector has been written. */
        void written(long sector, byte[] bytes);

        /** All that was written so far is safe. */
        void flushed();
    }

    private final EventQueue.Kind kind;
    private final EventQueue events;
    private final InterruptController interrupts;
    private final PhysicalMemory memory;
    private final byte[] image;
    private final long capacity;
    private final DiskMechanics mechanics;
    private final List<Observer> observers = new ArrayList<>();
    private final Map<Long, byte[]> written = new TreeMap<>();
    private long sector;
    private long count;
    private long dma;
    private int command;
    private int status = IDLE;

    /** @param kind the event by which its commands end */
    public Disk(EventQueue.Kind kind, EventQueue events, InterruptController interrupts, PhysicalMemory memory, byte[] image,
            DiskMechanics mechanics) {
        this(kind, events, interrupts, memory, image, (image.length + SECTOR_BYTES - 1) / SECTOR_BYTES, mechanics);
    }

    /** A disk of so many sectors that nobody has written yet. */
    public static Disk blank(EventQueue.Kind kind, EventQueue events, InterruptController interrupts, PhysicalMemory memory, long sectors,
            DiskMechanics mechanics) {
        return new Disk(kind, events, interrupts, memory, new byte[0], sectors, mechanics);
    }

    private Disk(EventQueue.Kind kind, EventQueue events, InterruptController interrupts, PhysicalMemory memory, byte[] image, long capacity,
            DiskMechanics mechanics) {
        this.kind = kind;
        this.events = events;
        this.interrupts = interrupts;
        this.memory = memory;
        this.image = image;
        this.capacity = capacity;
        this.mechanics = mechanics;
        events.setAction(kind, this::complete);
    }

    public void addObserver(Observer observer) {
        observers.add(observer);
    }

    /** The image with everything that has been written. */
    public byte[] contents() {
        byte[] bytes = image.clone();
        written.forEach((number, sector) -> {
            int from = Math.toIntExact(number * SECTOR_BYTES);
            System.arraycopy(sector, 0, bytes, from, Math.min(SECTOR_BYTES, bytes.length - from));
        });
        return bytes;
    }

    @Override
    public long read(int register) {
        return switch (register) {
            case SECTOR -> sector;
            case COUNT -> count;
            case DMA -> dma;
            case STATUS -> status;
            case CAPACITY -> capacity;
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
        boolean moves = isTransfer();
        events.schedule(kind, events.now() + mechanics.cycles(events.now(), moves ? sector : 0, moves ? count : 0));
    }

    private boolean isValid() {
        return command == FLUSH || isTransfer();
    }

    private boolean isTransfer() {
        return (command == READ || command == WRITE)
                && count > 0
                && sector >= 0
                && sector <= capacity - count
                && memory.contains(dma, count * SECTOR_BYTES);
    }

    private void complete() {
        status = isValid() ? DONE : ERROR;
        if (status == DONE && command == FLUSH) {
            observers.forEach(Observer::flushed);
        } else if (status == DONE) {
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
            byte[] bytes = memory.read(pa, SECTOR_BYTES);
            written.put(number, bytes);
            observers.forEach(each -> each.written(number, bytes));
        }
    }

    private byte[] contents(long number) {
        byte[] overlay = written.get(number);
        int from = (int) Math.min(number * SECTOR_BYTES, image.length);
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
        out.putLong(mechanics.cylinder());
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
        mechanics.setCylinder(in.getLong());
        written.clear();
        for (int left = in.getInt(); left > 0; left--) {
            written.put(in.getLong(), in.getBlock());
        }
    }
}
