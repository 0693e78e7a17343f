package dev.lamarck.syscalls;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.driver.TimeOfDay;
import dev.lamarck.kernel.fs.OpenFile;
import dev.lamarck.kernel.fs.ProcessFiles;
import dev.lamarck.kernel.fs.Readiness;
import dev.lamarck.kernel.kmem.Kmem;
import dev.lamarck.kernel.mm.UserMemory;
import dev.lamarck.kernel.process.Proc;
import dev.lamarck.kernel.sched.Clock;
import dev.lamarck.kernel.sched.KThread;
import dev.lamarck.kernel.signal.Signals;
import dev.lamarck.kernel.text.BigEndian;
import dev.lamarck.syscalls.abi.SyscallNumber;
import dev.lamarck.toolchain.magic.Syscall;
import dev.lamarck.toolchain.magic.Uva;

/** Waiting for files to be ready: {@code poll} and {@code select}. */
final class PollCalls {
    private static final int SET_BYTES = 8;
    private static final long NANOSECONDS_A_MILLISECOND = 1_000_000;

    // struct pollfd, and what asm/poll.h has besides Readiness's events
    private static final int ENTRY = 8;
    private static final int WANTED = 4;
    private static final int FOUND = 6;
    private static final int INVALID = 0x20;
    private static final int READ_NORMAL = 0x40;

    @Syscall(SyscallNumber.POLL)
    static long poll(@Uva long entries, long count, long milliseconds) {
        int timeout = (int) milliseconds;
        return pollUntil(entries, count, timeout < 0 ? Clock.NEVER : after(timeout * NANOSECONDS_A_MILLISECOND));
    }

    @Syscall(SyscallNumber.PPOLL)
    static long ppoll(@Uva long entries, long count, @Uva long timeout, @Uva long set, long setBytes) {
        long limit = limit(timeout);
        if (limit < 0 || set != 0 && (setBytes != SET_BYTES || !UserWord.isReadable(set))) {
            return limit < 0 ? limit : setBytes != SET_BYTES ? -Errno.EINVAL : -Errno.EFAULT;
        }
        begin(set == 0 ? 0 : UserWord.get(set), set != 0);
        long result = pollUntil(entries, count, limit);
        putLeft(limit, timeout);
        return end(result, set != 0);
    }

    private static long pollUntil(@Uva long entries, long count, long moment) {
        long limit = KThread.current().signals.begin(moment);
        if (count < 0 || count > ProcessFiles.MAX_DESCRIPTORS) {
            return -Errno.EINVAL;
        }
        byte[] polled = Kmem.bytes((int) count * ENTRY);
        if (polled == null) {
            return -Errno.ENOMEM;
        }
        long result = UserMemory.copyIn(entries, polled, 0, polled.length);
        boolean isOver = result != 0;
        while (!isOver) {
            int seen = Readiness.changes();
            result = look(polled);
            int waited = result != 0 ? 0 : Readiness.await(seen, Math.min(limit, readyAt(polled)));
            isOver = result != 0 || isOver(waited, limit);
            result = waited == -Errno.EINTR ? KThread.current().signals.interrupt(limit) : result;
        }
        if (result >= 0 && UserMemory.copyOut(polled, 0, entries, polled.length) != 0) {
            result = -Errno.EFAULT;
        }
        Kmem.free(polled);
        return result;
    }

    /** Whether a wait has ended all waiting, and not only up to a file's own moment. */
    static boolean isOver(int waited, long limit) {
        return waited == -Errno.EINTR || waited == -Errno.ETIMEDOUT && limit <= TimeOfDay.cycles();
    }

    /** The first moment at which one of them may be ready unsaid. */
    private static long readyAt(byte[] polled) {
        long soonest = Clock.NEVER;
        for (int at = 0; at < polled.length; at += ENTRY) {
            soonest = Math.min(soonest, readyAt(BigEndian.get32(polled, at)));
        }
        return soonest;
    }

    private static long readyAt(int descriptor) {
        ProcessFiles files = Proc.current().files;
        OpenFile file = files.get(descriptor);
        long moment = file == null ? Clock.NEVER : file.vnode().readyAt();
        files.release(file);
        return moment;
    }

    /** Fills in what each is ready for; how many are. */
    private static int look(byte[] polled) {
        int ready = 0;
        for (int at = 0; at < polled.length; at += ENTRY) {
            int descriptor = BigEndian.get32(polled, at);
            int wanted = BigEndian.get16(polled, at + WANTED);
            int found = descriptor < 0 ? 0 : events(descriptor) & (wanted | Readiness.ERROR | Readiness.HANG_UP | INVALID);
            BigEndian.put16(polled, at + FOUND, found);
            ready += found != 0 ? 1 : 0;
        }
        return ready;
    }

    private static int events(int descriptor) {
        ProcessFiles files = Proc.current().files;
        OpenFile file = files.get(descriptor);
        if (file == null) {
            return INVALID;
        }
        int events = file.vnode().ready(file.flags());
        files.release(file);
        return (events & Readiness.IN) != 0 ? events | READ_NORMAL : events;
    }

    private static final int SETS = 3;
    private static final int READABLE = Readiness.IN | Readiness.HANG_UP | Readiness.ERROR;
    private static final int WRITABLE = Readiness.OUT | Readiness.ERROR;

    @Syscall(SyscallNumber._NEWSELECT)
    static long newselect(long count, @Uva long reading, @Uva long writing, @Uva long exceptions, @Uva long timeout) {
        return select(count, reading, writing, exceptions, timeout);
    }

    /** The time left is put where the timeout was. */
    @Syscall(SyscallNumber.SELECT)
    static long select(long count, @Uva long reading, @Uva long writing, @Uva long exceptions, @Uva long timeout) {
        long limit = Clock.NEVER;
        if (timeout != 0) {
            if (!UserWord.isReadable(timeout) || !UserWord.isReadable(timeout + 8)) {
                return -Errno.EFAULT;
            }
            long microseconds = UserWord.get(timeout + 8) >> 32;
            long span = UserWord.get(timeout) < 0 ? Times.NO_TIME : Times.cycles(UserWord.get(timeout), microseconds * Times.NANOSECONDS_A_MICROSECOND);
            if (span == Times.NO_TIME) {
                return -Errno.EINVAL;
            }
            limit = TimeOfDay.cycles() + span;
        }
        long result = selectUntil(count, reading, writing, exceptions, limit);
        if (timeout != 0) {
            long left = TimeOfDay.toNanoseconds(Math.max(0, limit - TimeOfDay.cycles()));
            Times.putTimeval(left / Times.NANOSECONDS, left % Times.NANOSECONDS / Times.NANOSECONDS_A_MICROSECOND, timeout);
        }
        return result;
    }

    /** The last argument points at a signal set's address and size. */
    @Syscall(SyscallNumber.PSELECT6)
    static long pselect6(long count, @Uva long reading, @Uva long writing, @Uva long exceptions, @Uva long timeout, @Uva long setAndBytes) {
        long limit = limit(timeout);
        if (limit < 0) {
            return limit;
        }
        long set = setAndBytes != 0 && UserWord.isReadable(setAndBytes) ? UserWord.get(setAndBytes) : 0;
        if (set != 0 && !UserWord.isReadable(set)) {
            return -Errno.EFAULT;
        }
        begin(set == 0 ? 0 : UserWord.get(set), set != 0);
        long result = selectUntil(count, reading, writing, exceptions, limit);
        putLeft(limit, timeout);
        return end(result, set != 0);
    }

    private static long selectUntil(long count, @Uva long reading, @Uva long writing, @Uva long exceptions, long moment) {
        long limit = KThread.current().signals.begin(moment);
        if (count < 0) {
            return -Errno.EINVAL;
        }
        int descriptors = (int) Math.min(count, ProcessFiles.MAX_DESCRIPTORS);
        int bytes = (descriptors + Long.SIZE - 1) / Long.SIZE * Long.BYTES;
        byte[] wanted = new byte[SETS * bytes];
        byte[] found = new byte[SETS * bytes];
        long result = copySet(reading, wanted, 0, bytes) | copySet(writing, wanted, bytes, bytes) | copySet(exceptions, wanted, 2 * bytes, bytes);
        boolean isOver = result != 0;
        while (!isOver) {
            int seen = Readiness.changes();
            result = lookAtSets(wanted, found, bytes, descriptors);
            int waited = result != 0 ? 0 : Readiness.await(seen, Math.min(limit, readyAt(wanted, bytes, descriptors)));
            isOver = result != 0 || isOver(waited, limit);
            result = waited == -Errno.EINTR ? KThread.current().signals.interrupt(limit) : result;
        }
        if (result >= 0 && (putSet(found, 0, reading, bytes) | putSet(found, bytes, writing, bytes) | putSet(found, 2 * bytes, exceptions, bytes)) != 0) {
            result = -Errno.EFAULT;
        }
        Kmem.free(wanted);
        Kmem.free(found);
        return result;
    }

    private static int copySet(@Uva long from, byte[] to, int at, int bytes) {
        return from == 0 ? 0 : UserMemory.copyIn(from, to, at, bytes);
    }

    private static int putSet(byte[] from, int at, @Uva long to, int bytes) {
        return to == 0 ? 0 : UserMemory.copyOut(from, at, to, bytes);
    }

    /** How many of the wanted are ready, set by set; −EBADF if one is not open. */
    private static int lookAtSets(byte[] wanted, byte[] found, int bytes, int descriptors) {
        int ready = 0;
        for (int descriptor = 0; descriptor < descriptors; descriptor++) {
            int at = at(descriptor);
            int bit = 1 << descriptor % Byte.SIZE;
            int any = any(wanted, bytes, at) & bit;
            if (any != 0) {
                int events = events(descriptor);
                if ((events & INVALID) != 0) {
                    return -Errno.EBADF;
                }
                ready += mark(wanted, found, at, bit, (events & READABLE) != 0);
                ready += mark(wanted, found, bytes + at, bit, (events & WRITABLE) != 0);
                mark(wanted, found, 2 * bytes + at, bit, false);
            }
        }
        return ready;
    }

    /** Bit n of a set is bit n % 64 of its doubleword n / 64: the byte that has it. */
    private static int at(int descriptor) {
        return descriptor / Long.SIZE * Long.BYTES + (Long.BYTES - 1 - descriptor % Long.SIZE / Byte.SIZE);
    }

    private static int any(byte[] sets, int bytes, int at) {
        return sets[at] | sets[bytes + at] | sets[2 * bytes + at];
    }

    private static long readyAt(byte[] wanted, int bytes, int descriptors) {
        long soonest = Clock.NEVER;
        for (int descriptor = 0; descriptor < descriptors; descriptor++) {
            if ((any(wanted, bytes, at(descriptor)) & 1 << descriptor % Byte.SIZE) != 0) {
                soonest = Math.min(soonest, readyAt(descriptor));
            }
        }
        return soonest;
    }

    private static int mark(byte[] wanted, byte[] found, int at, int bit, boolean isReady) {
        boolean is = isReady && (wanted[at] & bit) != 0;
        found[at] = (byte) (is ? found[at] | bit : found[at] & ~bit);
        return is ? 1 : 0;
    }

    /** Of a {@code struct timespec}, or never. @return −EFAULT or −EINVAL if it is none */
    static long limit(@Uva long timeout) {
        if (timeout == 0) {
            return Clock.NEVER;
        }
        if (!UserWord.isReadable(timeout) || !UserWord.isReadable(timeout + 8)) {
            return -Errno.EFAULT;
        }
        long span = UserWord.get(timeout) < 0 ? Times.NO_TIME : Times.cycles(UserWord.get(timeout), UserWord.get(timeout + 8));
        return span == Times.NO_TIME ? -Errno.EINVAL : TimeOfDay.cycles() + span;
    }

    /** The time left is put where the timeout was, if that may be written to. */
    private static void putLeft(long limit, @Uva long timeout) {
        if (timeout != 0) {
            Times.putSpan(Math.max(0, limit - TimeOfDay.cycles()), timeout);
        }
    }

    private static long after(long nanoseconds) {
        return TimeOfDay.cycles() + TimeOfDay.toCycles(nanoseconds);
    }

    /** Blocks other signals for as long as the call takes. */
    private static void begin(long blocked, boolean isGiven) {
        if (isGiven) {
            Signals.blockForNow(KThread.current(), blocked);
        }
    }

    /** An interrupted call keeps them until the handler has been entered. */
    private static long end(long result, boolean isGiven) {
        if (isGiven && result != -Errno.ERESTART_UNHANDLED) {
            Signals.unblock(KThread.current());
        }
        return result;
    }

    private PollCalls() {}
}
