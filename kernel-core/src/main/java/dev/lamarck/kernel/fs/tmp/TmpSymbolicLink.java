package dev.lamarck.kernel.fs.tmp;

import dev.lamarck.kernel.fs.FileMode;
import dev.lamarck.kernel.fs.Vnode;
import dev.lamarck.kernel.kmem.Kmem;

/** A symbolic link; its text never changes. */
final class TmpSymbolicLink extends Vnode {
    private static final int PERMISSIONS = 0x1FF;

    private final byte[] target;

    /** Takes the text over. */
    TmpSymbolicLink(byte[] target) {
        super(FileMode.SYMBOLIC_LINK | PERMISSIONS, newNumber());
        this.target = target;
    }

    @Override
    public long size() {
        return target.length;
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
