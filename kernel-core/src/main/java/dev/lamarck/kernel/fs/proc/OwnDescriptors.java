package dev.lamarck.kernel.fs.proc;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.fs.DirectoryVisitor;
import dev.lamarck.kernel.fs.FileMode;
import dev.lamarck.kernel.fs.NumberName;
import dev.lamarck.kernel.fs.OpenFile;
import dev.lamarck.kernel.fs.PathName;
import dev.lamarck.kernel.fs.ProcessFiles;
import dev.lamarck.kernel.fs.Vnode;
import dev.lamarck.kernel.kmem.Kmem;
import dev.lamarck.kernel.process.Proc;
import dev.lamarck.kernel.text.Bytes;
import dev.lamarck.toolchain.magic.Text;

/** {@code /proc/self/fd}: a link a descriptor, named by its number; nothing for other processes that look into it. */
final class OwnDescriptors extends ProcessPart {
    /** Positions in a listing: {@code .}, {@code ..}, the descriptors. */
    private static final int FIRST = 2;

    OwnDescriptors(long number, int pid, Vnode parent) {
        super(number, pid, parent);
    }

    private boolean isOwn() {
        return Proc.current().pid == pid;
    }

    @Override
    public Vnode lookup(byte[] name, int at, int length) {
        long descriptor = Bytes.number(name, at, at + length, 10);
        if (!isOwn() || descriptor < 0 || descriptor >= ProcessFiles.MAX_DESCRIPTORS) {
            return null;
        }
        ProcessFiles files = Proc.current().files;
        OpenFile file = files.get((int) descriptor);
        Vnode link = file == null ? null : new DescriptorLink(file);
        files.release(file);
        return link;
    }

    /** Makes the regular file that a descriptor's link has led to empty; there is nothing else to make here. */
    @Override
    public int create(PathName pn, int mode) {
        return pn.vnode() == null ? -Errno.ENOENT : pn.vnode().truncate(0);
    }

    @Override
    public int list(long position, DirectoryVisitor visitor) {
        boolean more = position > 0 || visitor.visit(Text.bytes("."), number(), mode(), 1);
        more = more && (position > 1 || visitor.visit(Text.bytes(".."), parent.number(), parent.mode(), FIRST));
        ProcessFiles files = Proc.current().files;
        for (int i = (int) Math.max(0, position - FIRST); more && isOwn() && i < ProcessFiles.MAX_DESCRIPTORS; i++) {
            OpenFile file = files.get(i);
            if (file != null) {
                more = show(i, file, visitor);
                files.release(file);
            }
        }
        return 0;
    }

    private static boolean show(int descriptor, OpenFile file, DirectoryVisitor visitor) {
        byte[] name = NumberName.of(descriptor);
        boolean more = visitor.visit(name, DescriptorLink.number(file), FileMode.SYMBOLIC_LINK, FIRST + descriptor + 1);
        Kmem.free(name);
        return more;
    }
}
