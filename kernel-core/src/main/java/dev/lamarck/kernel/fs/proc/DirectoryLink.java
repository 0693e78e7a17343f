package dev.lamarck.kernel.fs.proc;

import dev.lamarck.kernel.fs.FileMode;
import dev.lamarck.kernel.fs.NameOperations;
import dev.lamarck.kernel.fs.PathName;
import dev.lamarck.kernel.fs.Vnode;
import dev.lamarck.kernel.kmem.Kmem;
import dev.lamarck.kernel.process.Proc;
import dev.lamarck.kernel.text.Bytes;
import dev.lamarck.toolchain.magic.Text;

/** {@code /proc/self/cwd}: a link to the current directory, made for one lookup. It leads there even where no name does any more. */
final class DirectoryLink extends Vnode {
    private static final int PERMISSIONS = 0x1FF;

    private final Vnode directory;
    private final byte[] text;

    /** Takes the hold over. */
    private DirectoryLink(long number, Vnode directory) {
        super(FileMode.SYMBOLIC_LINK | PERMISSIONS, number);
        this.directory = directory;
        byte[] path = new byte[PathName.MAX_PATH];
        int length = NameOperations.pathOf(directory, path);
        text = length < 0 ? Bytes.copyOf(Text.bytes("(deleted)")) : new byte[length];
        Bytes.copy(path, 0, text, 0, Math.max(0, length));
        Kmem.free(path);
    }

    /** To the current process's. */
    static DirectoryLink toCurrent(long number) {
        return new DirectoryLink(number, Proc.current().files.directory());
    }

    @Override
    public byte[] target() {
        return text;
    }

    @Override
    public Vnode destination() {
        return directory;
    }

    @Override
    protected void inactive() {
        directory.release();
        Kmem.free(text);
    }
}
