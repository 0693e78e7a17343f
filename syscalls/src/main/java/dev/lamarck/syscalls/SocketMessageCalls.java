package dev.lamarck.syscalls;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.driver.TimeOfDay;
import dev.lamarck.kernel.fs.OpenFile;
import dev.lamarck.kernel.fs.ProcessFiles;
import dev.lamarck.kernel.fs.Uio;
import dev.lamarck.kernel.fs.socket.Received;
import dev.lamarck.kernel.fs.socket.Receiving;
import dev.lamarck.kernel.fs.socket.Sending;
import dev.lamarck.kernel.fs.socket.Socket;
import dev.lamarck.kernel.fs.socket.SocketName;
import dev.lamarck.kernel.kmem.Kmem;
import dev.lamarck.kernel.mm.UserMemory;
import dev.lamarck.kernel.process.Proc;
import dev.lamarck.kernel.text.BigEndian;
import dev.lamarck.syscalls.abi.SyscallNumber;
import dev.lamarck.toolchain.magic.Syscall;
import dev.lamarck.toolchain.magic.Uva;

/** {@code sendmsg} and {@code recvmsg}: bytes in several pieces, and open files and names of senders that travel with them. */
final class SocketMessageCalls {
    // struct msghdr
    private static final int HEADER_BYTES = 56;
    private static final int NAME_LENGTH = 8;
    private static final int PIECES = 16;
    private static final int PIECE_COUNT = 24;
    private static final int CONTROL = 32;
    private static final int CONTROL_LENGTH = 40;
    private static final int FLAGS = 48;

    // struct cmsghdr: length with itself, level, type
    private static final int CONTROL_HEADER = 16;
    private static final int LEVEL = 8;
    private static final int TYPE = 12;
    private static final int SOL_SOCKET = 0xFFFF;
    private static final int SCM_RIGHTS = 1;
    private static final int SCM_CREDENTIALS = 2;
    /** {@code struct ucred} behind its header: pid, uid, gid; and with what pads it. */
    private static final int CREDENTIAL_BYTES = CONTROL_HEADER + 12;
    private static final int CREDENTIAL_SPACE = 32;
    private static final int MOST_CONTROL = 2048;
    private static final int MOST_FILES = 253;
    private static final int DESCRIPTOR = 4;

    private static final int MSG_CTRUNC = 0x08;
    private static final int MSG_TRUNC = 0x20;
    private static final int MSG_CMSG_CLOEXEC = 0x4000_0000;

    /** {@code struct mmsghdr}: a header, what became of it, padding. */
    private static final int MANY_BYTES = 64;
    private static final int MANY_RESULT = 56;
    private static final int MSG_DONTWAIT = 0x40;
    private static final int MSG_WAITFORONE = 0x1_0000;

    /** One after the other until one fails. @return how many went, or the first one's error */
    @Syscall(SyscallNumber.SENDMMSG)
    static long sendmmsg(long descriptor, @Uva long headers, long count, long flags) {
        long most = Math.min(count & 0xFFFF_FFFFL, IoVectors.MAX);
        long done = 0;
        long result = 0;
        while (result >= 0 && done < most) {
            result = putResult(sendmsg(descriptor, headers + MANY_BYTES * done, flags), headers + MANY_BYTES * done);
            done += result < 0 ? 0 : 1;
        }
        return done > 0 ? done : result;
    }

    private static long putResult(long result, @Uva long header) {
        return result >= 0 && UserMemory.store32(header + MANY_RESULT, (int) result) != 0 ? -Errno.EFAULT : result;
    }

    /** The time-out is looked at when a message has come, as Linux does. @return how many came, or the first one's error */
    @Syscall(SyscallNumber.RECVMMSG)
    static long recvmmsg(long descriptor, @Uva long headers, long count, long flags, @Uva long timeout) {
        long until = PollCalls.limit(timeout);
        if (until < 0) {
            return until;
        }
        long wanted = Math.min(count & 0xFFFF_FFFFL, IoVectors.MAX);
        long more = flags & ~MSG_WAITFORONE;
        long done = 0;
        long result = 0;
        while (result >= 0 && done < wanted && (done == 0 || TimeOfDay.cycles() < until)) {
            result = putResult(recvmsg(descriptor, headers + MANY_BYTES * done, more), headers + MANY_BYTES * done);
            done += result < 0 ? 0 : 1;
            more |= (flags & MSG_WAITFORONE) != 0 ? MSG_DONTWAIT : 0;
        }
        return done > 0 ? done : result;
    }

    @Syscall(SyscallNumber.SENDMSG)
    static long sendmsg(long descriptor, @Uva long header, long flags) {
        byte[] structure = new byte[HEADER_BYTES];
        long result = UserMemory.copyIn(header, structure, 0, HEADER_BYTES);
        SocketFile file = new SocketFile(descriptor);
        if (result == 0) {
            result = file.socket == null ? file.error() : send(file, structure, (int) flags);
        }
        Kmem.free(structure);
        return file.end(result);
    }

    /** The pieces are gathered first: they are sent as one. */
    private static long send(SocketFile file, byte[] header, int flags) {
        @Uva long name = BigEndian.get64(header, 0);
        int nameLength = BigEndian.get32(header, NAME_LENGTH);
        byte[] to = name != 0 && SocketAddresses.isLength(nameLength) ? SocketAddresses.get(name, nameLength) : null;
        if (to == null && name != 0 && nameLength != 0) {
            return SocketAddresses.isLength(nameLength) ? -Errno.EFAULT : -Errno.EINVAL;
        }
        IoVectors pieces = new IoVectors();
        int count = (int) BigEndian.get64(header, PIECE_COUNT);
        long result = count < 0 || count > IoVectors.MAX ? -Errno.EMSGSIZE : pieces.get(BigEndian.get64(header, PIECES), count);
        OpenFile[] rights = null;
        if (result == 0) {
            result = checkControl(header);
            rights = result > 0 ? rights(header) : null;
            result = rights == null && result > 0 ? -Errno.EBADF : Math.min(0, result);
        }
        if (result == 0) {
            result = sendPieces(file, pieces, count, to, flags, rights);
        }
        pieces.free();
        if (to != null) {
            Kmem.free(to);
        }
        return result;
    }

    /** All at once, as far as there is memory for that; else a stream's piece by piece; the files go with the first. */
    private static long sendPieces(SocketFile file, IoVectors pieces, int count, byte[] to, int flags, OpenFile[] rights) {
        OpenFile[] files = file.socket.family == SocketName.UNIX ? rights : drop(rights);
        Uio whole = pieces.gather(count);
        if (whole != null) {
            long all = Sending.send(file.socket, whole, to, flags, file.waits(), files);
            pieces.dropGathered(whole);
            return all;
        }
        if (file.socket.type != Socket.STREAM) {
            drop(files);
            return -Errno.EMSGSIZE;
        }
        long sent = 0;
        long result = 0;
        boolean more = true;
        for (int i = 0; more && i < count; i++) {
            long length = pieces.length(i);
            if (length != 0) {
                Uio piece = Uio.user(pieces.start(i), length);
                result = Sending.send(file.socket, piece, to, flags, file.waits(), files);
                Kmem.free(piece);
                files = null;
                sent += Math.max(0, result);
                more = result == length;
            }
        }
        drop(files);
        return sent > 0 ? sent : result;
    }

    private static OpenFile[] drop(OpenFile[] files) {
        if (files != null) {
            for (int i = 0; i < files.length; i++) {
                if (files[i] != null) {
                    files[i].release();
                }
            }
            Kmem.free(files);
        }
        return null;
    }

    /** Who says who he is must be: what is told is always the sender. @return 0, −EPERM, −EINVAL or −EFAULT */
    private static long checkCredentials(@Uva long control, long own) {
        if (own != CREDENTIAL_BYTES) {
            return -Errno.EINVAL;
        }
        byte[] said = new byte[CREDENTIAL_BYTES];
        int error = UserMemory.copyIn(control, said, 0, CREDENTIAL_BYTES);
        Proc self = Proc.current();
        boolean isTrue = BigEndian.get32(said, CONTROL_HEADER) == self.pid && BigEndian.get32(said, CONTROL_HEADER + 4) == self.uid
                && BigEndian.get32(said, CONTROL_HEADER + 8) == self.gid;
        Kmem.free(said);
        return error != 0 ? error : isTrue ? 0 : -Errno.EPERM;
    }

    /** How many files the control part names: 0 for none, −EINVAL or −EFAULT. */
    private static long checkControl(byte[] header) {
        @Uva long control = BigEndian.get64(header, CONTROL);
        long length = BigEndian.get64(header, CONTROL_LENGTH);
        if (control == 0 || length < CONTROL_HEADER) {
            return 0;
        }
        if (length > MOST_CONTROL || !UserWord.isReadable(control) || !UserWord.isReadable(control + LEVEL)) {
            return length > MOST_CONTROL ? -Errno.ENOBUFS : -Errno.EFAULT;
        }
        long own = UserWord.get(control);
        long kind = UserWord.get(control + LEVEL);
        if (kind == ((long) SOL_SOCKET << 32 | SCM_CREDENTIALS) && own <= length) {
            return checkCredentials(control, own);
        }
        boolean isRights = kind == ((long) SOL_SOCKET << 32 | SCM_RIGHTS);
        if (own < CONTROL_HEADER || own > length || !isRights) {
            return -Errno.EINVAL;
        }
        long files = (own - CONTROL_HEADER) / DESCRIPTOR;
        return files <= MOST_FILES ? files : -Errno.EINVAL;
    }

    /** The files that the control part names, each held; null if there are none or one is not open. */
    private static OpenFile[] rights(byte[] header) {
        int count = (int) checkControl(header);
        if (count <= 0) {
            return null;
        }
        @Uva long at = BigEndian.get64(header, CONTROL) + CONTROL_HEADER;
        ProcessFiles own = Proc.current().files;
        OpenFile[] files = new OpenFile[count];
        boolean isGood = true;
        for (int i = 0; i < count; i++) {
            OpenFile file = own.get(UserMemory.load32(at + DESCRIPTOR * i));
            if (file != null) {
                file.hold();
                own.release(file);
            }
            files[i] = file;
            isGood &= file != null;
        }
        return isGood ? files : drop(files);
    }

    @Syscall(SyscallNumber.RECVMSG)
    static long recvmsg(long descriptor, @Uva long header, long flags) {
        byte[] structure = new byte[HEADER_BYTES];
        long result = UserMemory.copyIn(header, structure, 0, HEADER_BYTES);
        SocketFile file = new SocketFile(descriptor);
        if (result == 0) {
            result = file.socket == null ? file.error() : receive(file, structure, (int) flags);
        }
        if (result >= 0) {
            int error = UserMemory.copyOut(structure, NAME_LENGTH, header + NAME_LENGTH, 4)
                    | UserMemory.copyOut(structure, CONTROL_LENGTH, header + CONTROL_LENGTH, FLAGS + 4 - CONTROL_LENGTH);
            result = error == 0 ? result : -Errno.EFAULT;
        }
        Kmem.free(structure);
        return file.end(result);
    }

    /** Into one piece at once, and from there to the program's. */
    private static long receive(SocketFile file, byte[] header, int flags) {
        IoVectors pieces = new IoVectors();
        int count = (int) BigEndian.get64(header, PIECE_COUNT);
        long result = count < 0 || count > IoVectors.MAX ? -Errno.EMSGSIZE : pieces.get(BigEndian.get64(header, PIECES), count);
        Received details = new Received();
        if (result == 0) {
            Uio whole = pieces.room(count);
            result = whole == null ? -Errno.ENOBUFS : Receiving.receive(file.socket, whole, flags, file.waits(), details);
            int error = whole == null ? 0 : pieces.scatter(count, (int) Math.max(0, result));
            result = error != 0 ? error : result;
            if (whole != null) {
                pieces.dropGathered(whole);
            }
        }
        if (result >= 0) {
            int truncated = details.isCut ? MSG_TRUNC : 0;
            putFrom(details, header);
            BigEndian.put32(header, FLAGS, truncated | putControl(file.socket, details, header, (flags & MSG_CMSG_CLOEXEC) != 0));
        }
        pieces.free();
        details.free();
        return result;
    }

    private static void putFrom(Received details, byte[] header) {
        @Uva long name = BigEndian.get64(header, 0);
        int room = BigEndian.get32(header, NAME_LENGTH);
        int bytes = details.from == null ? 0 : details.from.length;
        if (name != 0 && bytes > 0) {
            UserMemory.copyOut(details.from, 0, name, Math.max(0, Math.min(room, bytes)));
        }
        BigEndian.put32(header, NAME_LENGTH, name == 0 ? 0 : bytes);
    }

    /** The sender, if that is wanted, then the files. @return MSG_CTRUNC if there is no room for all */
    private static int putControl(Socket socket, Received details, byte[] header, boolean closeOnExec) {
        @Uva long control = BigEndian.get64(header, CONTROL);
        long room = control == 0 ? 0 : BigEndian.get64(header, CONTROL_LENGTH);
        boolean tells = socket.tellsSenders && socket.family == SocketName.UNIX;
        long used = tells && room >= CREDENTIAL_BYTES && putCredentials(details, control) == 0 ? Math.min(room, CREDENTIAL_SPACE) : 0;
        BigEndian.put64(header, CONTROL_LENGTH, used);
        int lost = tells && used == 0 ? MSG_CTRUNC : 0;
        return details.files == null ? lost : lost | putFiles(details, header, control + used, room - used, closeOnExec);
    }

    private static int putCredentials(Received details, @Uva long control) {
        byte[] structure = new byte[CREDENTIAL_BYTES];
        BigEndian.put64(structure, 0, CREDENTIAL_BYTES);
        BigEndian.put32(structure, LEVEL, SOL_SOCKET);
        BigEndian.put32(structure, TYPE, SCM_CREDENTIALS);
        BigEndian.put32(structure, CONTROL_HEADER, details.pid);
        BigEndian.put32(structure, CONTROL_HEADER + 4, details.user);
        BigEndian.put32(structure, CONTROL_HEADER + 8, details.group);
        int error = UserMemory.copyOut(structure, 0, control, CREDENTIAL_BYTES);
        Kmem.free(structure);
        return error;
    }

    /** Opens the files that came, as many as there is room to tell. @return MSG_CTRUNC if not all */
    private static int putFiles(Received details, byte[] header, @Uva long control, long room, boolean closeOnExec) {
        int fit = (int) Math.max(0, Math.min(details.files.length, (room - CONTROL_HEADER) / DESCRIPTOR));
        ProcessFiles own = Proc.current().files;
        int done = 0;
        boolean isGood = true;
        while (isGood && done < fit) {
            int descriptor = own.falloc(0);
            isGood = descriptor >= 0 && UserMemory.store32(control + CONTROL_HEADER + DESCRIPTOR * done, descriptor) == 0;
            if (isGood) {
                own.install(descriptor, details.files[done], closeOnExec);
                details.files[done] = null;
                done++;
            } else if (descriptor >= 0) {
                own.unreserve(descriptor);
            }
        }
        if (done > 0) {
            UserMemory.store64(control, CONTROL_HEADER + DESCRIPTOR * done);
            UserMemory.store64(control + LEVEL, (long) SOL_SOCKET << 32 | SCM_RIGHTS);
            long before = BigEndian.get64(header, CONTROL_LENGTH);
            BigEndian.put64(header, CONTROL_LENGTH, before + Math.min(room, CONTROL_HEADER + (DESCRIPTOR * done + 7 & -8)));
        }
        return done < details.files.length ? MSG_CTRUNC : 0;
    }

    private SocketMessageCalls() {}
}
