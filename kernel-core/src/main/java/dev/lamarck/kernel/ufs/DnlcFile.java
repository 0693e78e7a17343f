package dev.lamarck.kernel.ufs;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.fs.Dnlc;
import dev.lamarck.kernel.fs.Uio;
import dev.lamarck.kernel.fs.proc.SystemFile;
import dev.lamarck.kernel.mm.Pages;
import dev.lamarck.kernel.text.TextBuffer;
import dev.lamarck.toolchain.magic.Magic;
import dev.lamarck.toolchain.magic.Memory;
import dev.lamarck.toolchain.magic.Text;

/**
 * {@code /proc/dnlc}: how many names the name cache may have and has, how often it was asked and knew or did not, how many it was told. A number that
 * is written is its new size.
 */
@Magic
final class DnlcFile extends SystemFile {
    private static final int NUMBER = 4;
    private static final int MOST_DIGITS = 6;

    private final Dnlc names;

    DnlcFile(Dnlc names) {
        super(Text.bytes("dnlc"), NUMBER);
        this.names = names;
    }

    @Override
    protected void write(TextBuffer text) {
        text.text("size ").decimal(names.size()).line();
        text.text("names ").decimal(names.count()).line();
        text.text("hits ").decimal(names.hits()).line();
        text.text("misses ").decimal(names.misses()).line();
        text.text("enters ").decimal(names.enters()).line();
    }

    @Override
    public long writeFrom(long offset, Uio from) {
        int length = (int) Math.min(from.residual(), MOST_DIGITS + 1);
        long page = Pages.allocate(0);
        if (page == 0) {
            return -Errno.ENOMEM;
        }
        int error = from.moveIn(page, length);
        int size = 0;
        int digits = 0;
        for (int i = 0; error == 0 && i < length && Memory.load8(page + i) != '\n'; i++) {
            int digit = Memory.load8(page + i) - '0';
            error = digit < 0 || digit > 9 || ++digits > MOST_DIGITS ? -Errno.EINVAL : 0;
            size = 10 * size + digit;
        }
        Pages.release(page);
        if (error == 0 && digits > 0) {
            names.resize(size);
        }
        return error != 0 ? error : digits == 0 ? -Errno.EINVAL : length;
    }
}
