package dev.lamarck.kernel.boot;

import dev.lamarck.kernel.driver.Disk;
import dev.lamarck.kernel.trap.InterruptHandler;

/** Hands the disk's interrupts to its driver. */
final class DiskInterrupt implements InterruptHandler {
    @Override
    public void interrupt() {
        Disk.interrupt();
    }
}
