package dev.lamarck.kernel.tty;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.fs.Vnode;
import dev.lamarck.kernel.process.Proc;

/** Stands in for {@link FurtherTerminals} in a kernel with no terminal but the console. */
final class NoFurtherTerminals {
    static int openOwn(Proc process) {
        return -Errno.ENXIO;
    }

    static Vnode ownFile(Proc process) {
        return null;
    }

    static boolean controls(Proc process) {
        return false;
    }

    static void hangUp(int session) {}

    private NoFurtherTerminals() {}
}
