package dev.lamarck.kernel.fs.proc;

import dev.lamarck.kernel.fs.DirectoryVisitor;
import dev.lamarck.kernel.fs.Vnode;
import dev.lamarck.kernel.process.Proc;

/** Stands in for {@link FurtherEntries} in a kernel that shows no more of its processes than it needs itself. */
final class NoFurtherEntries {
    static void addSystemFiles() {}

    static int appendFields(byte[] line, int at, Proc process) {
        return at;
    }

    static Vnode lookup(Vnode directory, int pid, byte[] name, int at, int length) {
        return null;
    }

    static void list(int pid, int position, int first, DirectoryVisitor visitor) {}

    private NoFurtherEntries() {}
}
