package dev.lamarck.kernel.fs.socket;

import dev.lamarck.kernel.fs.OpenFile;
import dev.lamarck.kernel.kmem.Kmem;
import dev.lamarck.kernel.mm.Pages;
import dev.lamarck.toolchain.magic.Kva;

/** What was sent at once and is not yet received: bytes, and perhaps open files. */
final class Message {
    private final @Kva long data;
    final int length;
    /** Bytes received already: a stream's reader may take a part. */
    int taken;
    /** Who sent it, of AF_UNIX. */
    int pid;
    int user;
    int group;
    /** The sender's name. */
    byte[] from;
    /** Each a hold; null if there are none. */
    OpenFile[] files;
    /** Whether the peer's urgent byte stood before it. */
    boolean isBehindMark;
    Message next;

    private Message(long data, int length) {
        this.data = data;
        this.length = length;
    }

    /** With room for so many bytes. @return null if there is no memory */
    static Message make(int length) {
        long data = length == 0 ? 0 : Pages.mayGive((length >>> Pages.SHIFT) + 1) ? Kmem.alloc(length) : 0;
        return length > 0 && data == 0 ? null : new Message(data, length);
    }

    /** Where the bytes are that are still to be received. */
    @Kva long at() {
        return data + taken;
    }

    /** Whether a reader has come to the mark and not beyond it. */
    boolean isAtMark() {
        return isBehindMark && taken == 0;
    }

    int left() {
        return length - taken;
    }

    /** Whether it brings a socket. */
    boolean bringsSockets() {
        boolean brings = false;
        for (int i = 0; files != null && i < files.length; i++) {
            brings |= files[i].vnode() instanceof Socket;
        }
        return brings;
    }

    /** Frees it and those behind it, and gives their files back. No socket is locked. */
    static void freeAll(Message first) {
        Message each = first;
        while (each != null) {
            Message next = each.next;
            each.free();
            each = next;
        }
    }

    private void free() {
        if (data != 0) {
            Kmem.free(data);
        }
        if (from != null) {
            Kmem.free(from);
        }
        if (files != null) {
            Socket.land(files);
            releaseAll(files);
        }
        Kmem.free(this);
    }

    /** Gives open files back and frees the array. */
    static void releaseAll(OpenFile[] files) {
        for (int i = 0; i < files.length; i++) {
            if (files[i] != null) {
                files[i].release();
            }
        }
        Kmem.free(files);
    }
}
