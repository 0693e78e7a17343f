package dev.lamarck.kernel.boot;

import dev.lamarck.kernel.driver.Disk;
import dev.lamarck.kernel.trap.InterruptHandler;

/** Hands the interrupt that the disks share to their driver. */
final class DiskInterrupt implements InterruptHandler {
    @Override
    public void interrupt() {
        Disk.BOOT.interrupt();
        Disk.DATA.interrupt();
        Disk.SWAP.interrupt();
    }
}
