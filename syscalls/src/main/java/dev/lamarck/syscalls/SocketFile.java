package dev.lamarck.syscalls;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.fs.OpenFile;
import dev.lamarck.kernel.fs.OpenFlags;
import dev.lamarck.kernel.fs.ProcessFiles;
import dev.lamarck.kernel.fs.socket.Socket;
import dev.lamarck.kernel.kmem.Kmem;
import dev.lamarck.kernel.process.Proc;

/** A descriptor that ought to be a socket's, for the time of a call. */
final class SocketFile {
    private final ProcessFiles files = Proc.current().files;
    private final OpenFile file;
    /** Null if it is not one's. */
    final Socket socket;

    SocketFile(long descriptor) {
        file = files.get((int) descriptor);
        socket = file != null && file.vnode() instanceof Socket found ? found : null;
    }

    /** 0, −EBADF or −ENOTSOCK. */
    int error() {
        return socket != null ? 0 : file == null ? -Errno.EBADF : -Errno.ENOTSOCK;
    }

    boolean waits() {
        return (file.flags() & OpenFlags.NONBLOCKING) == 0;
    }

    /** Gives the file back. @return the result it is given */
    long end(long result) {
        files.release(file);
        Kmem.free(this);
        return result;
    }
}
