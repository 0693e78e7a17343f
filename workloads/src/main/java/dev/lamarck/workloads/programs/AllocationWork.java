package dev.lamarck.workloads.programs;

import dev.lamarck.syscalls.user.Heap;
import dev.lamarck.syscalls.user.Posix;

/** Takes memory and gives it back: the kernel's by a pipe that is made, used and closed, the program's own by arrays of many sizes. */
final class AllocationWork {
    private static final int MESSAGE = 64;
    private static final int ARRAYS = 8;

    private static final byte[] SENT = new byte[MESSAGE];
    private static final byte[] RECEIVED = new byte[MESSAGE];
    private static final int[] ENDS = new int[2];

    /** Whether what came out is what went in. */
    static boolean round(int seed) {
        return pipe(seed) && arrays(seed);
    }

    private static boolean pipe(int seed) {
        if (Posix.pipe(ENDS) != 0) {
            return false;
        }
        for (int i = 0; i < MESSAGE; i++) {
            SENT[i] = (byte) (seed + i);
        }
        boolean intact = Posix.write(ENDS[1], SENT, 0, MESSAGE) == MESSAGE && Posix.read(ENDS[0], RECEIVED, 0, MESSAGE) == MESSAGE;
        for (int i = 0; i < MESSAGE; i++) {
            intact &= RECEIVED[i] == SENT[i];
        }
        return Posix.close(ENDS[0]) == 0 && Posix.close(ENDS[1]) == 0 && intact;
    }

    /** An array is zero when it is new, whoever had its memory before. */
    private static boolean arrays(int seed) {
        boolean intact = true;
        for (int i = 0; i < ARRAYS; i++) {
            byte[] array = new byte[16 << (seed + i) % ARRAYS];
            intact &= array[0] == 0 && array[array.length - 1] == 0;
            array[0] = 1;
            array[array.length - 1] = 1;
            Heap.free(array);
        }
        return intact;
    }

    private AllocationWork() {}
}
