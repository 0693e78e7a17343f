package dev.lamarck.kernel.fs.proc;

import dev.lamarck.kernel.fs.FileMode;
import dev.lamarck.kernel.fs.NameOperations;
import dev.lamarck.kernel.fs.OpenFile;
import dev.lamarck.kernel.fs.PathName;
import dev.lamarck.kernel.fs.Vnode;
import dev.lamarck.kernel.kmem.Kmem;
import dev.lamarck.kernel.text.Bytes;
import dev.lamarck.kernel.text.TextBuffer;

/** A link to an open file's vnode, made for one lookup. Its text is for people: it is followed to the file even where no name leads there. */
final class DescriptorLink extends Vnode {
    private static final int OWNERS = 0x1C0;
    /** Numbers that no other vnode has. */
    private static final long NUMBERS = 1L << 48;

    private final Vnode file;
    private final byte[] text;

    static long number(OpenFile file) {
        return NUMBERS + file.serial();
    }

    DescriptorLink(OpenFile open) {
        super(FileMode.SYMBOLIC_LINK | OWNERS, number(open));
        file = open.vnode();
        file.hold();
        text = textOf(open);
    }

    private static byte[] textOf(OpenFile open) {
        byte[] path = new byte[PathName.MAX_PATH];
        int length = NameOperations.pathOf(open, path);
        TextBuffer text = new TextBuffer(0, PathName.MAX_PATH);
        if (length >= 0) {
            text.bytes(path, length);
        } else {
            describe(open.vnode(), text);
        }
        byte[] exact = new byte[text.kept()];
        Bytes.copy(text.array(), 0, exact, 0, exact.length);
        text.free();
        Kmem.free(path);
        return exact;
    }

    /** As Linux names what has no path. */
    private static void describe(Vnode file, TextBuffer text) {
        int kind = file.kind();
        if (kind == FileMode.FIFO || kind == FileMode.SOCKET) {
            text.text(kind == FileMode.FIFO ? "pipe:[" : "socket:[").decimal(file.number()).character(']');
        } else {
            text.text(kind == 0 ? "anon_inode:" : file.links() == 0 ? "(deleted)" : "(elsewhere)");
        }
    }

    @Override
    public byte[] target() {
        return text;
    }

    /** Sockets and what has no kind are not opened by name. */
    @Override
    public Vnode destination() {
        return file.kind() == FileMode.SOCKET || file.kind() == 0 ? null : file;
    }

    @Override
    protected void inactive() {
        file.release();
        Kmem.free(text);
    }
}
