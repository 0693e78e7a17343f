package dev.lamarck.kernel.ufs;

import dev.lamarck.kernel.fs.Uio;
import dev.lamarck.kernel.fs.proc.SystemFile;
import dev.lamarck.kernel.text.TextBuffer;
import dev.lamarck.toolchain.magic.Text;

/** {@code /proc/drop_caches}: pages and buffers in memory; whatever is written, as many are given up as nobody uses. */
final class DropCachesFile extends SystemFile {
    private static final int NUMBER = 9;

    private final Ufs ufs;

    DropCachesFile(Ufs ufs) {
        super(Text.bytes("drop_caches"), NUMBER);
        this.ufs = ufs;
    }

    @Override
    protected void write(TextBuffer text) {
        text.text("buffers ").decimal(ufs.cache.table.count()).line();
    }

    @Override
    public long writeFrom(long offset, Uio from) {
        ufs.giveUp(ufs.cache.table.count());
        return from.residual();
    }
}
