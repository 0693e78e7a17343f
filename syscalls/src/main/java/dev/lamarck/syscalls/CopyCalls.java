package dev.lamarck.syscalls;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.fs.FileMode;
import dev.lamarck.kernel.fs.OpenFile;
import dev.lamarck.kernel.fs.OpenFlags;
import dev.lamarck.kernel.fs.ProcessFiles;
import dev.lamarck.kernel.fs.Uio;
import dev.lamarck.kernel.kmem.Kmem;
import dev.lamarck.kernel.mm.Pages;
import dev.lamarck.kernel.mm.UserMemory;
import dev.lamarck.kernel.process.Proc;
import dev.lamarck.syscalls.abi.SyscallNumber;
import dev.lamarck.toolchain.magic.Syscall;
import dev.lamarck.toolchain.magic.Uva;

/** Moving bytes from file to file without a program's memory. */
final class CopyCalls {
    static final long AT_OFFSET = -1;

    @Syscall(SyscallNumber.SENDFILE)
    static long sendfile(long to, long from, @Uva long position, long length) {
        return sendfile64(to, from, position, length);
    }

    /** From a file with positions. With the address of a position that one moves, and the file stays where it stands. */
    @Syscall(SyscallNumber.SENDFILE64)
    static long sendfile64(long to, long from, @Uva long position, long length) {
        ProcessFiles files = Proc.current().files;
        OpenFile source = files.get((int) from);
        OpenFile target = files.get((int) to);
        long result = source == null || target == null ? -Errno.EBADF : sendRefusal(source, target, position);
        if (result == 0) {
            long at = position == 0 ? AT_OFFSET : UserWord.get(position);
            result = at < AT_OFFSET + (position == 0 ? 0 : 1) || length < 0 ? -Errno.EINVAL : copy(source, at, target, AT_OFFSET, length);
            if (result > 0 && position != 0 && UserMemory.store64(position, at + result) != 0) {
                result = -Errno.EFAULT;
            }
        }
        files.release(source);
        files.release(target);
        return result;
    }

    private static long sendRefusal(OpenFile source, OpenFile target, @Uva long position) {
        if (!OpenFlags.reads(source.flags()) || !OpenFlags.writes(target.flags())) {
            return -Errno.EBADF;
        }
        if (position != 0 && !UserWord.isReadable(position)) {
            return -Errno.EFAULT;
        }
        return source.vnode().isStream() || (target.flags() & OpenFlags.APPEND) != 0 ? -Errno.EINVAL : 0;
    }

    @Syscall(SyscallNumber.COPY_FILE_RANGE)
    static long copyFileRange(long from, @Uva long fromPosition, long to, @Uva long toPosition, long length, long flags) {
        ProcessFiles files = Proc.current().files;
        OpenFile source = files.get((int) from);
        OpenFile target = files.get((int) to);
        long result = flags != 0 ? -Errno.EINVAL : source == null || target == null ? -Errno.EBADF : copyRefusal(source, target);
        boolean areReadable = (fromPosition == 0 || UserWord.isReadable(fromPosition)) && (toPosition == 0 || UserWord.isReadable(toPosition));
        if (result == 0 && !areReadable) {
            result = -Errno.EFAULT;
        }
        if (result == 0) {
            result = copyRange(source, fromPosition, target, toPosition, length);
        }
        files.release(source);
        files.release(target);
        return result;
    }

    private static long copyRefusal(OpenFile source, OpenFile target) {
        if (source.vnode().isDirectory() || target.vnode().isDirectory()) {
            return -Errno.EISDIR;
        }
        if (source.vnode().kind() != FileMode.REGULAR || target.vnode().kind() != FileMode.REGULAR) {
            return -Errno.EINVAL;
        }
        boolean isOpen = OpenFlags.reads(source.flags()) && OpenFlags.writes(target.flags()) && (target.flags() & OpenFlags.APPEND) == 0;
        return isOpen ? 0 : -Errno.EBADF;
    }

    private static long copyRange(OpenFile source, @Uva long fromPosition, OpenFile target, @Uva long toPosition, long length) {
        long from = fromPosition == 0 ? AT_OFFSET : UserWord.get(fromPosition);
        long to = toPosition == 0 ? AT_OFFSET : UserWord.get(toPosition);
        long first = from == AT_OFFSET ? source.seek(0, OpenFile.FROM_HERE) : from;
        long second = to == AT_OFFSET ? target.seek(0, OpenFile.FROM_HERE) : to;
        boolean overlaps = source.vnode() == target.vnode() && Math.abs(first - second) < length;
        if (length < 0 || first < 0 || second < 0 || overlaps) {
            return -Errno.EINVAL;
        }
        long moved = copy(source, from, target, to, length);
        boolean isStored = moved <= 0
                || (fromPosition == 0 || UserMemory.store64(fromPosition, from + moved) == 0) && (toPosition == 0 || UserMemory.store64(toPosition, to + moved) == 0);
        return isStored ? moved : -Errno.EFAULT;
    }

    /** A page at a time, until one is not moved whole. What was read and could not be written is read again by who asks. */
    private static long copy(OpenFile source, long from, OpenFile target, long to, long length) {
        long buffer = Pages.mayGive(1) ? Kmem.alloc(Pages.BYTES) : 0;
        if (buffer == 0) {
            return -Errno.ENOMEM;
        }
        long moved = 0;
        long n = 1;
        while (n > 0 && moved < length) {
            n = read(source, from == AT_OFFSET ? from : from + moved, buffer, Math.min(Pages.BYTES, length - moved));
            long read = n;
            if (n > 0) {
                n = write(target, to == AT_OFFSET ? to : to + moved, buffer, read);
                moved += Math.max(0, n);
            }
            if (from == AT_OFFSET && n < read) {
                source.seek(Math.max(0, n) - read, OpenFile.FROM_HERE);
            }
            n = n < read ? Math.min(n, 0) : n;
        }
        Kmem.free(buffer);
        return moved > 0 ? moved : Math.min(n, 0);
    }

    /** Moves what one read gives. What could not be written is lost if it came from a pipe. */
    static long copyOnce(OpenFile source, long from, OpenFile target, long to, long length) {
        long buffer = Pages.mayGive(1) ? Kmem.alloc(Pages.BYTES) : 0;
        if (buffer == 0) {
            return -Errno.ENOMEM;
        }
        long n = read(source, from, buffer, Math.min(Pages.BYTES, length));
        if (n > 0) {
            n = write(target, to, buffer, n);
        }
        Kmem.free(buffer);
        return n;
    }

    private static long read(OpenFile file, long at, long buffer, long bytes) {
        Uio uio = Uio.kernel(buffer, bytes);
        long n = at == AT_OFFSET ? file.read(uio) : file.readAt(at, uio);
        Kmem.free(uio);
        return n;
    }

    private static long write(OpenFile file, long at, long buffer, long bytes) {
        Uio uio = Uio.kernel(buffer, bytes);
        long n = at == AT_OFFSET ? file.write(uio) : file.writeAt(at, uio);
        Kmem.free(uio);
        return n;
    }

    private CopyCalls() {}
}
