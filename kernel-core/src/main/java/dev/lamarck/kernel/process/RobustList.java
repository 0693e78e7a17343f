package dev.lamarck.kernel.process;

import dev.lamarck.kernel.mm.UserMemory;
import dev.lamarck.kernel.sched.KThread;
import dev.lamarck.toolchain.magic.Uva;

/**
 * The list of robust futexes that a thread keeps in its own memory ({@code struct robust_list_head}: next, distance from a link to its word, the one
 * being acquired or released). When the thread ends, each word that has its number is marked, and a waiter woken.
 */
final class RobustList {
    private static final int DISTANCE = 8;
    private static final int IN_WORK = 16;
    /** A list may be a circle of the program's making. */
    private static final int MOST = 2048;
    /** Marks a link of a futex that inherits priorities. */
    private static final long INHERITS = 1;

    private static final int WAITERS = 0x8000_0000;
    private static final int OWNER_DIED = 0x4000_0000;
    private static final int OWNER = 0x3FFF_FFFF;

    static void release(KThread self) {
        @Uva long head = self.robustList;
        long distance = UserMemory.load64(head + DISTANCE);
        long inWork = UserMemory.load64(head + IN_WORK) & ~INHERITS;
        long link = UserMemory.load64(head) & ~INHERITS;
        for (int i = 0; i < MOST && link != 0 && link != head; i++) {
            long next = UserMemory.load64(link) & ~INHERITS;
            if (link != inWork) {
                pass(link + distance, self.tid);
            }
            link = next;
        }
        if (inWork != 0) {
            pass(inWork + distance, self.tid);
        }
    }

    private static void pass(@Uva long word, int owner) {
        int value = UserMemory.load32(word);
        while ((value & OWNER) == owner && !UserMemory.replace32(word, value, value & WAITERS | OWNER_DIED)) {
            value = UserMemory.load32(word);
        }
        if ((value & OWNER) == owner && (value & WAITERS) != 0) {
            Futex.wake(word, false, 1, Futex.ANY);
        }
    }

    private RobustList() {}
}
