package dev.lamarck.kernel.process;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.mm.AddressSpace;
import dev.lamarck.kernel.sched.Clock;
import dev.lamarck.kernel.sched.KThread;
import dev.lamarck.kernel.sched.Sched;
import dev.lamarck.kernel.sync.WaitQueue;
import dev.lamarck.toolchain.magic.Address;
import dev.lamarck.toolchain.magic.Kva;
import dev.lamarck.toolchain.magic.Magic;
import dev.lamarck.toolchain.magic.Memory;
import dev.lamarck.toolchain.magic.Uva;

/**
 * {@code futex}: sleeping on a word of user memory for as long as it has a value. A word is named by its space and address, or, where its
 * mapping is shared, by its place in memory. The dispatcher's lock makes looking at the word and going to sleep one step for wakers.
 */
@Magic
public final class Futex {
    /** The bits of those who do not say. */
    public static final int ANY = -1;

    private static final int QUEUES = 16;
    private static final long MIX = 0x9E37_79B9_7F4A_7C15L;
    private static final int MIX_SHIFT = 60;

    private static final WaitQueue[] WAITERS = new WaitQueue[QUEUES];

    static {
        for (int i = 0; i < QUEUES; i++) {
            WAITERS[i] = new WaitQueue();
        }
    }

    /**
     * Sleeps while the word has a value, until a waker with one of these bits comes or a moment in cycles since reset.
     *
     * @return 0, −EAGAIN if it has another value, −ETIMEDOUT, −EINTR, −EFAULT
     */
    public static int await(@Uva long word, boolean isPrivate, int value, int bits, long limit) {
        AddressSpace space = Proc.current().space;
        long at = place(space, word);
        if (at == 0) {
            return -Errno.EFAULT;
        }
        KThread self = KThread.current();
        Sched.LOCK.acquire();
        int result = -Errno.EAGAIN;
        if (Memory.load32(at) == value) {
            boolean isShared = !isPrivate && space.isShared(word);
            self.futexSpace = isShared ? 0 : Address.of(space);
            self.futexAddress = isShared ? at : word;
            self.futexBits = bits;
            result = Clock.sleepOn(queue(self.futexSpace, self.futexAddress), limit);
        }
        Sched.LOCK.release();
        return result;
    }

    /** Wakes up to so many sleepers that have one of these bits, the longest asleep first. @return how many, or −EFAULT */
    public static int wake(@Uva long word, boolean isPrivate, int most, int bits) {
        return requeue(word, isPrivate, most, bits, 0, 0);
    }

    /**
     * Wakes up to so many sleepers, and lets up to so many others wait on another word instead.
     *
     * @return how many were woken or moved, or −EFAULT
     */
    public static int requeue(@Uva long word, boolean isPrivate, int most, int bits, @Uva long other, int mostMoved) {
        AddressSpace space = Proc.current().space;
        long at = place(space, word);
        long otherAt = mostMoved > 0 ? place(space, other) : at;
        if (at == 0 || otherAt == 0) {
            return -Errno.EFAULT;
        }
        boolean isShared = !isPrivate && space.isShared(word);
        boolean isOtherShared = !isPrivate && mostMoved > 0 && space.isShared(other);
        Sched.LOCK.acquire();
        long key = isShared ? 0 : Address.of(space);
        int woken = wakeSome(key, isShared ? at : word, most, bits);
        int moved = moveSome(key, isShared ? at : word, mostMoved, isOtherShared ? 0 : Address.of(space), isOtherShared ? otherAt : other);
        Sched.LOCK.release();
        return woken + moved;
    }

    private static int wakeSome(long space, long address, int most, int bits) {
        int woken = 0;
        for (KThread each = queue(space, address).first(); each != null && woken < most; ) {
            KThread next = each.link;
            if (each.futexAddress == address && each.futexSpace == space && (each.futexBits & bits) != 0) {
                Sched.wake(each);
                woken++;
            }
            each = next;
        }
        return woken;
    }

    private static int moveSome(long space, long address, int most, long newSpace, long newAddress) {
        int moved = 0;
        WaitQueue from = queue(space, address);
        for (KThread each = from.first(); each != null && moved < most; ) {
            KThread next = each.link;
            if (each.futexAddress == address && each.futexSpace == space) {
                from.remove(each);
                each.futexSpace = newSpace;
                each.futexAddress = newAddress;
                queue(newSpace, newAddress).append(each);
                moved++;
            }
            each = next;
        }
        return moved;
    }

    /** The word where it lies in memory; 0 if the user may not write there or it is not aligned. */
    private static @Kva long place(AddressSpace space, @Uva long word) {
        return (word & 3) == 0 ? space.resolve(word, AddressSpace.WRITE) : 0;
    }

    private static WaitQueue queue(long space, long address) {
        return WAITERS[(int) ((space + address) * MIX >>> MIX_SHIFT)];
    }

    private Futex() {}
}
