package dev.lamarck.kernel.fs;

import dev.lamarck.kernel.kmem.Kmem;
import dev.lamarck.kernel.text.Bytes;

/** A name that the {@link Dnlc} knows, with a hold on its file. */
final class DnlcEntry {
    final long directory;
    final byte[] name;
    final Vnode vnode;
    int hash;
    DnlcEntry nextInBucket;
    DnlcEntry newer;
    DnlcEntry older;

    /** Takes the hold on the file over. */
    DnlcEntry(long directory, byte[] name, int at, int length, Vnode vnode) {
        this.directory = directory;
        this.name = new byte[length];
        Bytes.copy(name, at, this.name, 0, length);
        this.vnode = vnode;
    }

    boolean is(long wantedDirectory, int wantedHash, byte[] wanted, int at, int length) {
        return hash == wantedHash && directory == wantedDirectory && length == name.length && Bytes.equal(wanted, at, name, 0, length);
    }

    /** The hold is the caller's. */
    void free() {
        Kmem.free(name);
        Kmem.free(this);
    }
}
