package dev.lamarck.kernel.mm;

import dev.lamarck.kernel.sched.KThread;

/**
 * Fault injection: of the questions whether a program may have memory, one in so many is answered no though there is some, picked by a seed. Only
 * who asks may be refused, so all that is made without asking is as safe as ever; and only who asks for a process, for the kernel's own threads
 * have nobody to report to. Off until {@link #start}.
 */
public final class AllocationFailures {
    /** Of any user. */
    public static final int EVERYBODY = -1;

    private static int oneIn;
    private static int user;
    private static long state;
    private static int asked;
    private static int refused;

    /** Refuses one question in {@code oneIn}, at least 2 (who may wait asks again), of the processes of a user; 0 ends it. */
    public static void start(int oneIn, long seed, int user) {
        AllocationFailures.oneIn = oneIn;
        AllocationFailures.user = user;
        state = seed == 0 ? 1 : seed;
        asked = 0;
        refused = 0;
    }

    /** Whether this question is one to be refused. */
    public static boolean isDue() {
        return oneIn != 0 && isOfUser(KThread.current()) && isDrawn();
    }

    private static boolean isOfUser(KThread asking) {
        return asking.proc != null && (user == EVERYBODY || asking.proc.euid == user);
    }

    /** Marsaglia's xorshift, "Xorshift RNGs" (2003), with the shifts 13, 7, 17. */
    private static boolean isDrawn() {
        state ^= state << 13;
        state ^= state >>> 7;
        state ^= state << 17;
        asked++;
        boolean isDrawn = (int) (state >>> 33) % oneIn == 0;
        refused += isDrawn ? 1 : 0;
        return isDrawn;
    }

    public static boolean isOn() {
        return oneIn != 0;
    }

    /** Questions since the start. */
    public static int asked() {
        return asked;
    }

    /** Of these, those refused. */
    public static int refused() {
        return refused;
    }

    private AllocationFailures() {}
}
