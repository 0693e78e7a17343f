package dev.lamarck.kernel.fs.device;

import dev.lamarck.kernel.fs.Uio;

/** {@code /dev/null}: always at its end, swallows everything. */
public final class NullFile extends DeviceFile {
    public NullFile() {
        super(1, 3);
    }

    @Override
    public long readTo(long offset, Uio to) {
        return 0;
    }

    @Override
    public long writeFrom(long offset, Uio from) {
        return from.residual();
    }
}
