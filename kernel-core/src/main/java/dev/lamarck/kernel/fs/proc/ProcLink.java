package dev.lamarck.kernel.fs.proc;

import dev.lamarck.kernel.fs.FileMode;
import dev.lamarck.kernel.fs.Vnode;
import dev.lamarck.kernel.kmem.Kmem;

/** A symbolic link made for one lookup. */
final class ProcLink extends Vnode {
    private static final int PERMISSIONS = 0x1FF;

    private final byte[] target;

    /** Takes the text over. */
    ProcLink(long number, byte[] target) {
        super(FileMode.SYMBOLIC_LINK | PERMISSIONS, number);
        this.target = target;
    }

    @Override
    public byte[] target() {
        return target;
    }

    @Override
    protected void inactive() {
        Kmem.free(target);
    }
}
