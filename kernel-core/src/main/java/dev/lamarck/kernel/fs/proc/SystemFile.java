package dev.lamarck.kernel.fs.proc;

import dev.lamarck.kernel.fs.FileMode;
import dev.lamarck.kernel.fs.Uio;
import dev.lamarck.kernel.fs.Vnode;
import dev.lamarck.kernel.text.TextBuffer;

/** A file about the kernel, in {@code /proc} itself, whose text is made at each read. It lives as long as the kernel. */
public abstract class SystemFile extends Vnode {
    private static final int READABLE = 0x124;
    /** Bytes that a read gives at most; within a page. */
    private static final int MOST = 4096;

    final byte[] name;
    SystemFile next;

    /** @param number its own among such files, from 0 */
    protected SystemFile(byte[] name, int number) {
        super(FileMode.REGULAR | READABLE, ProcRoot.systemNumber(number));
        this.name = name;
    }

    /** Appends the text. */
    protected abstract void write(TextBuffer text);

    @Override
    public final long readTo(long offset, Uio to) {
        TextBuffer text = new TextBuffer(offset, (int) Math.min(to.residual(), MOST));
        write(text);
        int n = text.kept();
        int error = n == 0 ? 0 : to.moveOutBytes(text.array(), 0, n);
        text.free();
        return error == 0 ? n : error;
    }

    /** What is written is not kept, so there is nothing to cut. */
    @Override
    public final int truncate(long length) {
        return 0;
    }
}
