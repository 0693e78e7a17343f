package dev.lamarck.kernel.fs.socket;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.fs.FileMode;
import dev.lamarck.kernel.fs.Vnode;

/** A socket's name in the file system. It outlives the socket, as nobody's name. */
public final class SocketNode extends Vnode {
    /** Whose name it is, or null; guarded by {@link Socket#LOCK}. */
    Socket owner;

    public SocketNode(int permissions) {
        super(FileMode.SOCKET | permissions & FileMode.PERMISSIONS, newNumber());
    }

    @Override
    public int open(int flags) {
        return -Errno.ENXIO;
    }
}
