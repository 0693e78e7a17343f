package dev.lamarck.kernel.fs.device;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.fs.Uio;
import dev.lamarck.kernel.kmem.Kmem;
import dev.lamarck.kernel.mm.Pages;
import dev.lamarck.toolchain.magic.Magic;

/** {@code /dev/zero}: zeros without end, swallows everything. */
@Magic
public class ZeroFile extends DeviceFile {
    public ZeroFile() {
        this(5);
    }

    ZeroFile(int minor) {
        super(1, minor);
    }

    @Override
    public boolean isZeros() {
        return true;
    }

    @Override
    public long readTo(long offset, Uio to) {
        long wanted = to.residual();
        long portion = Math.min(wanted, Pages.BYTES);
        long zeros = Kmem.allocZeroed(portion);
        if (zeros == 0) {
            return -Errno.ENOMEM;
        }
        int error = 0;
        while (error == 0 && to.residual() > 0) {
            error = to.moveOut(zeros, (int) Math.min(to.residual(), portion));
        }
        Kmem.free(zeros);
        long moved = wanted - to.residual();
        return moved > 0 || error == 0 ? moved : error;
    }

    @Override
    public long writeFrom(long offset, Uio from) {
        return from.residual();
    }
}
