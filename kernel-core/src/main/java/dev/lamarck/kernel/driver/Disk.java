package dev.lamarck.kernel.driver;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.sync.Mutex;
import dev.lamarck.kernel.sync.Semaphore;
import dev.lamarck.toolchain.magic.Phys;
import dev.lamarck.toolchain.magic.Symbol;

/**
 * A disk: one command at a time, straight from and to memory; the caller sleeps until the interrupt. A write that has returned may still be lost in a power
 * cut, and outlived by a later one, until a {@link #flush} that began after it has returned.
 */
public final class Disk {
    public static final int SECTOR_BYTES = 512;

    /** The boot disk. */
    public static final Disk BOOT = new Disk(Devices.DISK);
    /** The second disk, which has no sectors if there is none. */
    public static final Disk DATA = new Disk(Devices.DATA_DISK);
    /** The third disk, for pages; without sectors if there is none. */
    public static final Disk SWAP = new Disk(Devices.SWAP_DISK);

    private static final int SECTOR = 0x00;
    private static final int COUNT = 0x08;
    private static final int DMA = 0x10;
    private static final int COMMAND = 0x18;
    private static final int STATUS = 0x20;
    private static final int CAPACITY = 0x28;

    private static final int READ = 1;
    private static final int WRITE = 2;
    private static final int FLUSH = 3;
    private static final int BUSY = 1;
    private static final int DONE = 2;

    private final @Phys long device;
    /** Held over a whole command. */
    private final Mutex use = new Mutex();
    /** Whether a command has been given whose end was not seen yet; changed by who has the disk in use and by the interrupt that he waits for. */
    private volatile boolean isBusy;
    private final Semaphore done = new Semaphore(0);

    private Disk(@Phys long device) {
        this.device = device;
    }

    /** In sectors. */
    public long capacity() {
        return Devices.read(device, CAPACITY);
    }

    /** Reads sectors to memory at a physical address. @return 0 or −EIO */
    @Symbol("disk_read")
    public int read(long sector, int count, @Phys long to) {
        return execute(READ, sector, count, to);
    }

    /** Writes sectors from memory at a physical address. @return 0 or −EIO */
    @Symbol("disk_write")
    public int write(long sector, int count, @Phys long from) {
        return execute(WRITE, sector, count, from);
    }

    /** Makes all writes safe that have returned. @return 0 or −EIO */
    @Symbol("disk_flush")
    public int flush() {
        return execute(FLUSH, 0, 0, 0);
    }

    private int execute(int command, long sector, int count, @Phys long memory) {
        use.acquire();
        Devices.write(device, SECTOR, sector);
        Devices.write(device, COUNT, count);
        Devices.write(device, DMA, memory);
        isBusy = true;
        Devices.write(device, COMMAND, command);
        done.take();
        long status = Devices.read(device, STATUS);
        use.release();
        return status == DONE ? 0 : -Errno.EIO;
    }

    /** The interrupt, which all disks share: a command has ended. */
    public void interrupt() {
        if (isBusy && Devices.read(device, STATUS) != BUSY) {
            isBusy = false;
            done.give();
        }
    }
}
