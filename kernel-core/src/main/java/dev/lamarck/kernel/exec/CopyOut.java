package dev.lamarck.kernel.exec;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.driver.Channel;
import dev.lamarck.kernel.fs.FileMode;
import dev.lamarck.kernel.fs.Lookup;
import dev.lamarck.kernel.fs.PathName;
import dev.lamarck.kernel.fs.RootFileSystem;
import dev.lamarck.kernel.fs.Uio;
import dev.lamarck.kernel.fs.Vnode;
import dev.lamarck.kernel.mm.Pages;
import dev.lamarck.kernel.text.Bytes;

/**
 * The files that the lab wants to have when the first process has ended: boot arguments {@code copyout}, absolute paths. Each is sent over the
 * channel, a message a piece: the path's number, the piece's offset or a negated error, the file's size, then the piece's bytes.
 */
public final class CopyOut {
    public static final int PATH_NUMBER = 0;
    public static final int OFFSET = 1;
    public static final int SIZE = 2;
    public static final int PIECE = 3;

    private static final int HEADER_BYTES = 8 * PIECE;
    private static final int PIECE_BYTES = Pages.BYTES - HEADER_BYTES;

    private static Strings paths;

    /** Keeps the paths, which are this class's from now on. */
    static void plan(Strings wanted) {
        paths = wanted;
    }

    /** Sends all files. The first process has ended, and nothing else has been done about it yet. */
    public static void run() {
        int at = 0;
        for (int number = 0; number < paths.count(); number++) {
            int end = Bytes.indexOf(paths.bytes(), at, paths.length(), 0);
            byte[] path = new byte[end - at];
            Bytes.copy(paths.bytes(), at, path, 0, end - at);
            send(number, path);
            at = end + 1;
        }
    }

    private static void send(int number, byte[] path) {
        PathName name = new PathName(RootFileSystem.root()).with(path);
        int error = Lookup.lookupname(name, true);
        if (error == 0 && name.vnode().kind() != FileMode.REGULAR) {
            error = -Errno.EISDIR;
        }
        if (error == 0) {
            sendFile(number, name.vnode());
        } else {
            sendPiece(number, error, 0, null);
        }
        name.free();
    }

    /** At least one piece, though the file be empty; less than it was if somebody makes it shorter meanwhile. */
    private static void sendFile(int number, Vnode file) {
        long size = file.size();
        long offset = 0;
        long bytes;
        do {
            bytes = sendPiece(number, offset, size, file);
            offset += bytes;
        } while (bytes > 0 && offset < size);
    }

    private static long sendPiece(int number, long offset, long size, Vnode file) {
        Channel channel = Channel.LAB;
        channel.begin();
        channel.put(number);
        channel.put(offset);
        channel.put(size);
        long bytes = file == null ? 0 : Math.max(0, file.readTo(offset, Uio.kernel(channel.end(), PIECE_BYTES)));
        channel.extend((int) bytes);
        channel.send(Channel.FILE);
        return bytes;
    }

    private CopyOut() {}
}
