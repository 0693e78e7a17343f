package dev.lamarck.kernel.fs.tmp;

import dev.lamarck.kernel.fs.Vnode;
import dev.lamarck.kernel.kmem.Kmem;
import dev.lamarck.kernel.text.Bytes;

/** A name in a directory, with a hold on what it names. */
final class TmpEntry {
    final byte[] name;
    Vnode vnode;
    /** Grows in the order of creation: where listings go on. */
    final long position;
    TmpEntry next;

    /** Takes the hold on the vnode over. */
    TmpEntry(byte[] name, int at, int length, Vnode vnode, long position) {
        this.name = new byte[length];
        Bytes.copy(name, at, this.name, 0, length);
        this.vnode = vnode;
        this.position = position;
    }

    boolean isNamed(byte[] wanted, int at, int length) {
        return length == name.length && Bytes.equal(wanted, at, name, 0, length);
    }

    void free() {
        vnode.release();
        Kmem.free(name);
        Kmem.free(this);
    }
}
