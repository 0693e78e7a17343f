package dev.lamarck.workloads.storm.program;

import dev.lamarck.syscalls.abi.SyscallNumber;
import dev.lamarck.syscalls.user.Heap;
import dev.lamarck.syscalls.user.Pointer;
import dev.lamarck.toolchain.magic.SystemCall;

/** Takes away what hostile processes left behind that is in no file system: System V objects. */
final class LeftObjects {
    private static final int PLACES = 128;
    private static final int LONGEST_STRUCTURE = 128;
    private static final int REMOVE = 0;
    // the commands that tell the number of the object at a place
    private static final int MEMORY_AT = 13;
    private static final int SEMAPHORES_AT = 18;
    private static final int MESSAGES_AT = 11;

    static void remove() {
        byte[] structure = new byte[LONGEST_STRUCTURE];
        long at = Pointer.toBytes(structure, 0);
        for (int place = 0; place < PLACES; place++) {
            long id = SystemCall.call(SyscallNumber.SHMCTL, place, MEMORY_AT, at, 0, 0, 0);
            SystemCall.call(SyscallNumber.SHMCTL, id, REMOVE, 0, 0, 0, 0);
            id = SystemCall.call(SyscallNumber.SEMCTL, place, 0, SEMAPHORES_AT, at, 0, 0);
            SystemCall.call(SyscallNumber.SEMCTL, id, 0, REMOVE, 0, 0, 0);
            id = SystemCall.call(SyscallNumber.MSGCTL, place, MESSAGES_AT, at, 0, 0, 0);
            SystemCall.call(SyscallNumber.MSGCTL, id, REMOVE, 0, 0, 0, 0);
        }
        Heap.free(structure);
    }

    private LeftObjects() {}
}
