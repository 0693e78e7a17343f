package dev.lamarck.syscalls;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.driver.TimeOfDay;
import dev.lamarck.kernel.ipc.IpcObject;
import dev.lamarck.kernel.ipc.SemaphoreOperations;
import dev.lamarck.kernel.ipc.SemaphoreSet;
import dev.lamarck.kernel.ipc.Semaphores;
import dev.lamarck.kernel.kmem.Kmem;
import dev.lamarck.kernel.mm.UserMemory;
import dev.lamarck.kernel.sched.Clock;
import dev.lamarck.kernel.text.BigEndian;
import dev.lamarck.syscalls.abi.SyscallNumber;
import dev.lamarck.toolchain.magic.Syscall;
import dev.lamarck.toolchain.magic.Uva;

/** System V semaphores. */
final class SemaphoreCalls {
    @Syscall(SyscallNumber.SEMGET)
    static long semget(long key, long count, long flags) {
        return (int) count < 0 ? -Errno.EINVAL : Semaphores.ALL.get((int) key, (int) count, (int) flags);
    }

    /** Without a time if {@code timeout} is 0. Linux has no call of its own for that. */
    @Syscall(SyscallNumber.SEMTIMEDOP)
    static long semtimedop(long id, @Uva long structures, long count, @Uva long timeout) {
        if (count < 1 || (int) id < 0) {
            return -Errno.EINVAL;
        }
        if (count > SemaphoreOperations.MOST) {
            return -Errno.E2BIG;
        }
        if (timeout != 0 && !UserWord.isReadable(timeout + 8)) {
            return -Errno.EFAULT;
        }
        long span = timeout == 0 ? 0 : Times.cycles(UserWord.get(timeout), UserWord.get(timeout + 8));
        byte[] operations = Kmem.bytes((int) count * SemaphoreOperations.BYTES);
        if (operations == null || span == Times.NO_TIME) {
            if (operations != null) {
                Kmem.free(operations);
            }
            return operations == null ? -Errno.ENOMEM : -Errno.EINVAL;
        }
        SemaphoreOperations wanted = new SemaphoreOperations(operations);
        long result = UserMemory.copyIn(structures, operations, 0, operations.length);
        if (result == 0) {
            result = operate((int) id, wanted, timeout == 0 ? Clock.NEVER : TimeOfDay.cycles() + span);
        }
        wanted.free();
        return result;
    }

    private static int operate(int id, SemaphoreOperations wanted, long limit) {
        IpcObject found = Semaphores.ALL.begin(id);
        if (found == null) {
            return -Errno.EINVAL;
        }
        SemaphoreSet set = (SemaphoreSet) found;
        int result = !wanted.fit(set.count()) ? -Errno.EFBIG : set.permits(wanted.alters() ? IpcObject.WRITE : IpcObject.READ) ? set.operate(wanted, limit) : -Errno.EACCES;
        Semaphores.ALL.finish(found);
        return result;
    }

    private static final int GET_USER = 11;
    private static final int GET_VALUE = 12;
    private static final int GET_ALL = 13;
    private static final int GET_WAITING_FOR_MORE = 14;
    private static final int GET_WAITING_FOR_NONE = 15;
    private static final int SET_VALUE = 16;
    private static final int SET_ALL = 17;

    /** Of the object at a place in the table, whose number is the result: how {@code ipcs} finds all. */
    private static final int STATUS_OF_PLACE = 18;

    @Syscall(SyscallNumber.SEMCTL)
    static long semctl(long id, long semaphore, long command, long argument) {
        boolean isPlace = IpcStructures.command(command) == STATUS_OF_PLACE;
        IpcObject found = IpcStructures.begin(Semaphores.ALL, id, isPlace);
        if (found == null) {
            return -Errno.EINVAL;
        }
        SemaphoreSet set = (SemaphoreSet) found;
        long result = switch (IpcStructures.command(command)) {
            case IpcStructures.REMOVE -> IpcStructures.remove(Semaphores.ALL, set);
            case IpcStructures.SET -> IpcStructures.set(set, argument);
            case IpcStructures.STATUS, STATUS_OF_PLACE -> status(set, argument);
            case SET_ALL -> setAll(set, argument);
            // In the union that the argument is, an int lies in the upper half.
            case SET_VALUE -> setValue(set, (int) semaphore, (int) (argument >> Integer.SIZE));
            default -> read(set, (int) semaphore, IpcStructures.command(command), argument);
        };
        result = isPlace && result == 0 ? found.id() : result;
        Semaphores.ALL.finish(found);
        return result;
    }

    private static long read(SemaphoreSet set, int semaphore, int command, @Uva long to) {
        if (command < GET_USER || command > GET_WAITING_FOR_NONE) {
            return -Errno.EINVAL;
        }
        int error = IpcStructures.readRefusal(set);
        if (error != 0 || command == GET_ALL) {
            return error == 0 ? getAll(set, to) : error;
        }
        if (semaphore < 0 || semaphore >= set.count()) {
            return -Errno.EINVAL;
        }
        return switch (command) {
            case GET_USER -> set.lastUser(semaphore);
            case GET_VALUE -> set.value(semaphore);
            case GET_WAITING_FOR_MORE -> set.waitingForMore(semaphore);
            default -> set.waitingForNone(semaphore);
        };
    }

    private static int getAll(SemaphoreSet set, @Uva long to) {
        byte[] values = new byte[set.count() * Short.BYTES];
        for (int i = 0; i < set.count(); i++) {
            BigEndian.put16(values, i * Short.BYTES, set.value(i));
        }
        return IpcStructures.give(values, to);
    }

    private static int setAll(SemaphoreSet set, @Uva long from) {
        byte[] values = new byte[set.count() * Short.BYTES];
        int error = set.permits(IpcObject.WRITE) ? UserMemory.copyIn(from, values, 0, values.length) : -Errno.EACCES;
        for (int i = 0; error == 0 && i < set.count(); i++) {
            error = (BigEndian.get16(values, i * Short.BYTES) & 0xFFFF) > SemaphoreSet.LARGEST_VALUE ? -Errno.ERANGE : 0;
        }
        for (int i = 0; error == 0 && i < set.count(); i++) {
            set.set(i, BigEndian.get16(values, i * Short.BYTES));
        }
        Kmem.free(values);
        return error;
    }

    private static int setValue(SemaphoreSet set, int semaphore, int value) {
        if (value < 0 || value > SemaphoreSet.LARGEST_VALUE) {
            return -Errno.ERANGE;
        }
        if (semaphore < 0 || semaphore >= set.count()) {
            return -Errno.EINVAL;
        }
        if (!set.permits(IpcObject.WRITE)) {
            return -Errno.EACCES;
        }
        set.set(semaphore, value);
        return 0;
    }

    // struct semid64_ds
    private static final int STATUS_BYTES = 88;
    private static final int OPERATED_AT = 48;
    private static final int CHANGED_AT = 56;
    private static final int COUNT = 64;

    private static int status(SemaphoreSet set, @Uva long to) {
        int error = IpcStructures.readRefusal(set);
        if (error != 0) {
            return error;
        }
        byte[] status = new byte[STATUS_BYTES];
        IpcStructures.putPermissions(status, set);
        BigEndian.put64(status, OPERATED_AT, set.operatedAt());
        BigEndian.put64(status, CHANGED_AT, set.changed());
        BigEndian.put64(status, COUNT, set.count());
        return IpcStructures.give(status, to);
    }

    private SemaphoreCalls() {}
}
