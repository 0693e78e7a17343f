package dev.lamarck.syscalls;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.text.BigEndian;
import dev.lamarck.syscalls.abi.SyscallNumber;
import dev.lamarck.toolchain.magic.Syscall;
import dev.lamarck.toolchain.magic.Uva;

/** {@code ipc}, by which the C library makes all System V calls on this architecture ({@code asm/ipc.h}); it passes on to those that have numbers of their own. */
final class IpcCalls {
    private static final int SEMOP = 1;
    private static final int SEMGET = 2;
    private static final int SEMCTL = 3;
    private static final int SEMTIMEDOP = 4;
    private static final int MSGSND = 11;
    private static final int MSGRCV = 12;
    private static final int MSGGET = 13;
    private static final int MSGCTL = 14;
    private static final int SHMAT = 21;
    private static final int SHMDT = 22;
    private static final int SHMGET = 23;
    private static final int SHMCTL = 24;

    @Syscall(SyscallNumber.IPC)
    static long ipc(long call, long first, long second, long third, long pointer, long fifth) {
        return switch ((int) call) {
            case SEMOP -> SemaphoreCalls.semtimedop(first, pointer, second, 0);
            case SEMGET -> SemaphoreCalls.semget(first, second, third);
            case SEMCTL -> SemaphoreCalls.semctl(first, second, third, pointer);
            case SEMTIMEDOP -> SemaphoreCalls.semtimedop(first, pointer, second, fifth);
            case MSGSND -> MessageCalls.msgsnd(first, pointer, second, third);
            case MSGRCV -> MessageCalls.msgrcv(first, pointer, second, fifth, third);
            case MSGGET -> MessageCalls.msgget(first, second);
            case MSGCTL -> MessageCalls.msgctl(first, second, pointer);
            case SHMAT -> shmat(first, pointer, second, third);
            case SHMDT -> SharedMemoryCalls.shmdt(pointer);
            case SHMGET -> SharedMemoryCalls.shmget(first, second, third);
            case SHMCTL -> SharedMemoryCalls.shmctl(first, second, pointer);
            default -> -Errno.ENOSYS;
        };
    }

    /** The address is stored, not returned. */
    private static long shmat(long id, @Uva long wish, long flags, @Uva long to) {
        long at = SharedMemoryCalls.shmat(id, wish, flags);
        if (Errno.isError(at)) {
            return at;
        }
        byte[] address = new byte[Long.BYTES];
        BigEndian.put64(address, 0, at);
        return IpcStructures.give(address, to);
    }

    private IpcCalls() {}
}
