package dev.lamarck.syscalls;

import dev.lamarck.kernel.mm.AddressSpace;
import dev.lamarck.kernel.process.Proc;
import dev.lamarck.toolchain.magic.Magic;
import dev.lamarck.toolchain.magic.Memory;
import dev.lamarck.toolchain.magic.Uva;

/** Aligned doublewords of the current process, which has one thread: what is readable now is so until the call ends. */
@Magic
final class UserWord {
    static boolean isReadable(@Uva long at) {
        return (at & 7) == 0 && Proc.current().space.resolve(at, AddressSpace.READ) != 0;
    }

    /** Of a readable address. */
    static long get(@Uva long at) {
        return Memory.load64(Proc.current().space.resolve(at, AddressSpace.READ));
    }

    private UserWord() {}
}
