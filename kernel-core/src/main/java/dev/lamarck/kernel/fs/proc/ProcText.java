package dev.lamarck.kernel.fs.proc;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.fs.Uio;
import dev.lamarck.kernel.fs.Vnode;
import dev.lamarck.kernel.kmem.Kmem;
import dev.lamarck.kernel.process.Proc;

/** A file about a process whose text is made when it is read. */
abstract class ProcText extends Vnode {
    private final int pid;

    ProcText(int mode, long number, int pid) {
        super(mode, number);
        this.pid = pid;
    }

    /** A new array with the text. The process table is locked. */
    abstract byte[] text(Proc process);

    @Override
    public final long readTo(long offset, Uio to) {
        Proc.TABLE.acquire();
        Proc process = Proc.find(pid);
        byte[] text = process == null ? null : text(process);
        Proc.TABLE.release();
        if (text == null) {
            return -Errno.ESRCH;
        }
        int n = (int) Math.max(0, Math.min(to.residual(), text.length - offset));
        int error = n == 0 ? 0 : to.moveOutBytes(text, (int) offset, n);
        Kmem.free(text);
        return error == 0 ? n : error;
    }
}
