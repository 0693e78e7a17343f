package dev.lamarck.kernel.fs.device;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.fs.Uio;

/** {@code /dev/full}: zeros without end, and never room for anything. */
public final class FullFile extends ZeroFile {
    public FullFile() {
        super(7);
    }

    @Override
    public long writeFrom(long offset, Uio from) {
        return -Errno.ENOSPC;
    }

    @Override
    public boolean isZeros() {
        return false;
    }
}
