package dev.lamarck.syscalls.user;

import dev.lamarck.syscalls.abi.SyscallNumber;
import dev.lamarck.toolchain.magic.Magic;
import dev.lamarck.toolchain.magic.Memory;
import dev.lamarck.toolchain.magic.SystemCall;

/** Memory of the process beyond its heap, by address: anonymous and private, or a file that is shared. */
@Magic
public final class Mapping {
    public static final int READ = 1;
    private static final int READ_AND_WRITE = 3;
    private static final int PRIVATE_ANONYMOUS = 0x22;
    private static final int SHARED = 1;
    private static final int SYNCHRONOUSLY = 4;

    /** Its address, or a negated error number. */
    public static long map(long bytes) {
        return SystemCall.call(SyscallNumber.MMAP, 0, bytes, READ_AND_WRITE, PRIVATE_ANONYMOUS, -1, 0);
    }

    /** Of a file, from a multiple of the page size on, for reading and writing: its address, or a negated error number. */
    public static long mapFile(int descriptor, long offset, long bytes) {
        return SystemCall.call(SyscallNumber.MMAP, 0, bytes, READ_AND_WRITE, SHARED, descriptor, offset);
    }

    /** What has been stored to a shared mapping is safe when it returns. */
    public static int sync(long address, long bytes) {
        return (int) SystemCall.call(SyscallNumber.MSYNC, address, bytes, SYNCHRONOUSLY, 0, 0, 0);
    }

    public static int unmap(long address, long bytes) {
        return (int) SystemCall.call(SyscallNumber.MUNMAP, address, bytes, 0, 0, 0, 0);
    }

    public static int protect(long address, long bytes, int rights) {
        return (int) SystemCall.call(SyscallNumber.MPROTECT, address, bytes, rights, 0, 0, 0);
    }

    public static void storeByte(long address, int value) {
        Memory.store8(address, value);
    }

    /** The address is a multiple of 8. */
    public static void store(long address, long value) {
        Memory.store64(address, value);
    }

    /** The address is a multiple of 8. */
    public static long load(long address) {
        return Memory.load64(address);
    }

    private Mapping() {}
}
