package dev.lamarck.kernel.driver;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.sync.Condition;
import dev.lamarck.kernel.sync.Mutex;
import dev.lamarck.kernel.sync.SpinLock;
import dev.lamarck.toolchain.magic.Phys;
import dev.lamarck.toolchain.magic.Symbol;

/** The disk: one transfer at a time, straight to memory; the caller sleeps until the interrupt. */
public final class Disk {
    public static final int SECTOR_BYTES = 512;

    private static final int SECTOR = 0x00;
    private static final int COUNT = 0x08;
    private static final int DMA = 0x10;
    private static final int COMMAND = 0x18;
    private static final int STATUS = 0x20;
    private static final int CAPACITY = 0x28;

    private static final int READ = 1;
    private static final int BUSY = 1;
    private static final int DONE = 2;

    /** Held over a whole transfer. */
    private static final Mutex TRANSFER = new Mutex();
    /** Between a look at the status and the sleep. */
    private static final SpinLock LOOK = new SpinLock();
    private static final Condition CHANGED = new Condition();

    /** In sectors. */
    public static long capacity() {
        return Devices.read(Devices.DISK, CAPACITY);
    }

    /** Reads sectors to memory at a physical address. */
    @Symbol("disk_read")
    public static int read(long sector, int count, @Phys long to) {
        TRANSFER.acquire();
        Devices.write(Devices.DISK, SECTOR, sector);
        Devices.write(Devices.DISK, COUNT, count);
        Devices.write(Devices.DISK, DMA, to);
        Devices.write(Devices.DISK, COMMAND, READ);
        long status = awaitCompletion();
        TRANSFER.release();
        return status == DONE ? 0 : -Errno.EIO;
    }

    private static long awaitCompletion() {
        LOOK.acquire();
        long status = Devices.read(Devices.DISK, STATUS);
        while (status == BUSY) {
            CHANGED.await(LOOK);
            status = Devices.read(Devices.DISK, STATUS);
        }
        LOOK.release();
        return status;
    }

    /** The interrupt: a transfer has ended. */
    public static void interrupt() {
        LOOK.acquire();
        CHANGED.broadcast();
        LOOK.release();
    }

    private Disk() {}
}
