package dev.lamarck.workloads.hazard.guest;

import dev.lamarck.kernel.sched.Clock;
import dev.lamarck.kernel.sched.Sched;
import dev.lamarck.kernel.sched.ThreadBody;
import dev.lamarck.toolchain.magic.Magic;
import dev.lamarck.toolchain.magic.Memory;

/** Calls the subject three times: once in which it may be preempted anywhere, once behind that, once when the splice is complete. */
@Magic
final class Victim implements ThreadBody {
    private static final long A = 0x1234_5678_9abcL;
    private static final long B = 77;
    /** Takes the other branch. */
    private static final long C = 0x1111_2222_3333L;

    private final long counter;

    Victim(long counter) {
        this.counter = counter;
    }

    @Override
    public void run() {
        long expected = Subject.compute(A, B);
        long expectedOther = Subject.compute(C, B);
        while (!Scene.isWriterReady) {
            Sched.yield();
        }
        // After a tick the next one is far.
        Clock.sleepTicks(1);
        Scene.announce();
        Scene.nearEndOfQuantum();
        long wrong = Subject.compute(A, B) == expected ? 0 : 1;
        wrong |= Subject.compute(C, B) == expectedOther ? 0 : 2;
        while (!Scene.isWritten) {
            Sched.yield();
        }
        wrong |= Subject.compute(A, B) == expected ? 0 : 4;
        Scene.verdict(wrong, Memory.load64(counter), Scene.refusal != null);
    }
}
