package dev.lamarck.syscalls;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.fs.FileMode;
import dev.lamarck.kernel.fs.OpenFile;
import dev.lamarck.kernel.fs.OpenFlags;
import dev.lamarck.kernel.kmem.Kmem;
import dev.lamarck.kernel.mm.UserMemory;
import dev.lamarck.kernel.process.Proc;
import dev.lamarck.kernel.text.BigEndian;

/** The requests of {@code ioctl} that every descriptor takes ({@code asm/ioctls.h}); the others are the file's. */
final class DescriptorRequests {
    private static final int FIOCLEX = 0x2000_6601;
    private static final int FIONCLEX = 0x2000_6602;
    private static final int FIONBIO = 0x8004_667E;
    private static final int FIONREAD = 0x4004_667F;

    static long control(OpenFile file, int descriptor, int request, long argument) {
        switch (request) {
            case FIOCLEX, FIONCLEX:
                Proc.current().files.setCloseOnExec(descriptor, request == FIOCLEX);
                return 0;
            case FIONBIO:
                return setNonblocking(file, argument);
            case FIONREAD:
                long bytes = available(file);
                return bytes < 0 ? bytes : UserMemory.store32(argument, (int) bytes);
            default:
                return file.vnode().control(request, argument);
        }
    }

    private static long setNonblocking(OpenFile file, long from) {
        byte[] word = new byte[Integer.BYTES];
        int error = UserMemory.copyIn(from, word, 0, Integer.BYTES);
        boolean isWanted = BigEndian.get32(word, 0) != 0;
        Kmem.free(word);
        if (error == 0) {
            file.setFlags(isWanted ? file.flags() | OpenFlags.NONBLOCKING : file.flags() & ~OpenFlags.NONBLOCKING);
        }
        return error;
    }

    /** Bytes that can be read from where the file stands. */
    private static long available(OpenFile file) {
        return file.vnode().kind() == FileMode.REGULAR
                ? Math.max(0, file.vnode().size() - file.seek(0, OpenFile.FROM_HERE)) : file.vnode().available();
    }

    private DescriptorRequests() {}
}
