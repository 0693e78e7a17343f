package dev.lamarck.kernel.fs.proc;

import dev.lamarck.kernel.fs.Vnode;

/** A directory that tells of one process, made when it is looked up. It holds the one above. */
abstract class ProcessPart extends Vnode {
    final int pid;
    final Vnode parent;

    ProcessPart(long number, int pid, Vnode parent) {
        super(ProcRoot.READABLE_DIRECTORY, number);
        this.pid = pid;
        this.parent = parent;
        parent.hold();
    }

    @Override
    protected final void inactive() {
        parent.release();
    }

    @Override
    public final Vnode parent() {
        parent.hold();
        return parent;
    }
}
