package dev.lamarck.syscalls.user;

import dev.lamarck.syscalls.abi.SyscallNumber;
import dev.lamarck.toolchain.magic.Magic;
import dev.lamarck.toolchain.magic.Memory;
import dev.lamarck.toolchain.magic.SystemCall;

/** Memory of the process beyond its heap: anonymous, private, by address. */
@Magic
public final class Mapping {
    private static final int READ_AND_WRITE = 3;
    private static final int PRIVATE_ANONYMOUS = 0x22;

    /** Its address, or a negated error number. */
    public static long map(long bytes) {
        return SystemCall.call(SyscallNumber.MMAP, 0, bytes, READ_AND_WRITE, PRIVATE_ANONYMOUS, -1, 0);
    }

    public static int unmap(long address, long bytes) {
        return (int) SystemCall.call(SyscallNumber.MUNMAP, address, bytes, 0, 0, 0, 0);
    }

    /** Stores a byte there. */
    public static void touch(long address) {
        Memory.store8(address, 1);
    }

    private Mapping() {}
}
