package dev.lamarck.kernel.fs.proc;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.fs.FileMode;
import dev.lamarck.kernel.fs.Uio;
import dev.lamarck.kernel.fs.Vnode;
import dev.lamarck.kernel.process.Proc;
import dev.lamarck.kernel.text.TextBuffer;

/** A file that a process reads about itself, and nobody else; its text is made at each read. */
abstract class OwnText extends Vnode {
    private static final int READABLE = 0x124;
    /** Bytes that a read gives at most; within a page. */
    private static final int MOST = 4096;

    private final int pid;

    OwnText(long number, int pid) {
        super(FileMode.REGULAR | READABLE, number);
        this.pid = pid;
    }

    /** Appends the current process's text. */
    abstract void write(TextBuffer text, Proc self);

    @Override
    public final long readTo(long offset, Uio to) {
        if (Proc.current().pid != pid) {
            return -Errno.EACCES;
        }
        TextBuffer text = new TextBuffer(offset, (int) Math.min(to.residual(), MOST));
        write(text, Proc.current());
        int n = text.kept();
        int error = n == 0 ? 0 : to.moveOutBytes(text.array(), 0, n);
        text.free();
        return error == 0 ? n : error;
    }
}
