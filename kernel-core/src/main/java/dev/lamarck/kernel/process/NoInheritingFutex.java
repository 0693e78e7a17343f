package dev.lamarck.kernel.process;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.sched.KThread;
import dev.lamarck.toolchain.magic.Uva;

/** Stands in for {@link InheritingFutex} in a kernel that has none such. */
final class NoInheritingFutex {
    public static int lock(@Uva long word, boolean isPrivate, long limit) {
        return -Errno.ENOSYS;
    }

    public static int unlock(@Uva long word, boolean isPrivate) {
        return -Errno.ENOSYS;
    }

    static void leave(KThread self) {}

    private NoInheritingFutex() {}
}
