package dev.lamarck.syscalls;

import dev.lamarck.kernel.mm.UserMemory;
import dev.lamarck.toolchain.magic.Uva;

/** Aligned doublewords of the current process. What another thread of it takes away between the look and the use reads as 0. */
final class UserWord {
    static boolean isReadable(@Uva long at) {
        return UserMemory.isReadable(at);
    }

    /** Of a readable address. */
    static long get(@Uva long at) {
        return UserMemory.load64(at);
    }

    private UserWord() {}
}
