package dev.lamarck.workloads.kernel.audit.guest;

import dev.lamarck.kernel.kmem.Kmem;
import dev.lamarck.toolchain.magic.Magic;
import dev.lamarck.toolchain.magic.Memory;
import dev.lamarck.toolchain.magic.NoInline;
import dev.lamarck.toolchain.magic.Syscall;

/** A kernel that misuses its heap, if a program asks it to. */
@Magic
public final class Misuses {
    /** No call of Linux's. */
    public static final int SYSTEM_CALL = 1001;
    public static final int BEYOND_THE_END = 1;
    public static final int AFTER_THE_FREE = 2;
    public static final int FREE_TWICE = 3;
    public static final int FORGET = 4;
    private static final int ODD_BYTES = 29;

    /** What is forgotten. */
    private static final class Forgotten {
        private final byte[] contents = new byte[ODD_BYTES];

        byte last() {
            return contents[contents.length - 1];
        }
    }

    @Syscall(SYSTEM_CALL)
    static long misuse(long how) {
        long memory = Kmem.alloc(ODD_BYTES);
        Memory.store8(memory + ODD_BYTES - 1, (byte) 1);
        if (how == BEYOND_THE_END) {
            Memory.store8(memory + ODD_BYTES, (byte) 0);
        }
        Kmem.free(memory);
        if (how == AFTER_THE_FREE) {
            Memory.store8(memory + ODD_BYTES - 1, (byte) 1);
            Kmem.free(Kmem.alloc(ODD_BYTES));
        }
        if (how == FREE_TWICE) {
            Kmem.free(memory);
        }
        return how == FORGET ? forget() : 0;
    }

    @NoInline
    private static long forget() {
        return new Forgotten().last();
    }

    private Misuses() {}
}
