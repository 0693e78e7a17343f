package dev.lamarck.kernel.fs.device;

import dev.lamarck.kernel.driver.Entropy;
import dev.lamarck.kernel.fs.Uio;
import dev.lamarck.kernel.kmem.Kmem;
import dev.lamarck.kernel.text.BigEndian;

/** {@code /dev/urandom}: random bytes without end, from the run's seed; swallows everything. */
public final class RandomFile extends DeviceFile {
    private static final int CHUNK = 64;

    public RandomFile() {
        super(1, 9);
    }

    @Override
    public long readTo(long offset, Uio to) {
        long wanted = to.residual();
        byte[] chunk = new byte[CHUNK];
        int error = 0;
        while (error == 0 && to.residual() > 0) {
            for (int i = 0; i < CHUNK; i += Long.BYTES) {
                BigEndian.put64(chunk, i, Entropy.next());
            }
            error = to.moveOutBytes(chunk, 0, (int) Math.min(to.residual(), CHUNK));
        }
        Kmem.free(chunk);
        long moved = wanted - to.residual();
        return moved > 0 || error == 0 ? moved : error;
    }

    @Override
    public long writeFrom(long offset, Uio from) {
        return from.residual();
    }
}
