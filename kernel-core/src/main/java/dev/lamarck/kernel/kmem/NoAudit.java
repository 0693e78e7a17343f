package dev.lamarck.kernel.kmem;

import dev.lamarck.toolchain.magic.Kva;

/** Stands in for {@link KmemAudit} in a kernel that cannot audit its heap. */
final class NoAudit {
    public static void start(@Kva long arguments, long bytes) {}

    public static boolean isOn() {
        return false;
    }

    public static void finish() {}

    static void slabAdded(KmemCache cache, @Kva long slab) {}

    static void slabGone(@Kva long slab) {}

    static void given(KmemCache cache, @Kva long buffer, int asked) {}

    static void takenBack(KmemCache cache, @Kva long buffer) {}

    static void fenceAgain(@Kva long memory, long asked) {}

    static void blockGiven(@Kva long memory, long asked) {}

    static void blockTakenBack(@Kva long memory) {}

    static void checkHeld(@Kva long memory) {}

    private NoAudit() {}
}
