package dev.lamarck.kernel.fs.socket;

import dev.lamarck.kernel.fs.OpenFile;
import dev.lamarck.kernel.kmem.Kmem;

/** What a receiver learns besides the bytes. */
public final class Received {
    /** The sender's name, a copy; null if there is none. */
    public byte[] from;
    /** The files that came along, each a hold, for the receiver to take out; null if none did. */
    public OpenFile[] files;
    /** Who sent the last of the bytes, of AF_UNIX. */
    public int pid;
    public int user;
    public int group;
    /** Whether bytes of a message did not fit and are lost. */
    public boolean isCut;

    /** Frees it, and what was not taken out. */
    public void free() {
        if (from != null) {
            Kmem.free(from);
        }
        if (files != null) {
            Message.releaseAll(files);
        }
        Kmem.free(this);
    }
}
