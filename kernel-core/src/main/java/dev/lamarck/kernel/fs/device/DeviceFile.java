package dev.lamarck.kernel.fs.device;

import dev.lamarck.kernel.fs.FileMode;
import dev.lamarck.kernel.fs.Vnode;

/** A character device. */
abstract class DeviceFile extends Vnode {
    private static final int PERMISSIONS = 0x1B6;
    private static final int MINOR_BITS = 8;
    /** The number of those that need no hardware. */
    private static final int MEMORY = 1;

    private final long device;

    DeviceFile(int major, int minor) {
        super(FileMode.CHARACTER_DEVICE | PERMISSIONS, newNumber());
        device = (long) major << MINOR_BITS | minor;
    }

    @Override
    public final long device() {
        return device;
    }

    @Override
    public final boolean isStream() {
        return true;
    }

    @Override
    public final boolean takesPositions() {
        return device >>> MINOR_BITS == MEMORY;
    }

    /** A reader that waits does not keep others out. */
    @Override
    public final void lockTransfers() {}

    @Override
    public final void unlockTransfers() {}

    @Override
    public final void shareTransfers() {}

    @Override
    public final void unshareTransfers() {}
}
