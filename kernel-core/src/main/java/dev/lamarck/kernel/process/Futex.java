package dev.lamarck.kernel.process;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.mm.AddressSpace;
import dev.lamarck.kernel.mm.UserMemory;
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
 * mapping is shared, by its place in memory. The dispatcher's lock makes looking at the word and going to sleep one step for wakers; the space is
 * entered until then, so that the word stays where it is.
 */
@Magic
public final class Futex {
    /** The bits of those who do not say. */
    public static final int ANY = -1;

    static final int QUEUES = 16;
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
        AddressSpace space = enter();
        long at = place(space, word);
        if (at == 0) {
            space.leave();
            return -Errno.EFAULT;
        }
        KThread self = KThread.current();
        boolean isShared = !isPrivate && space.isShared(word);
        Sched.LOCK.acquire();
        space.leaveUnderDispatcher();
        int result = -Errno.EAGAIN;
        if (Memory.load32(at) == value) {
            self.futexSpace = isShared ? 0 : Address.of(space);
            self.futexAddress = isShared ? at : word;
            self.futexBits = bits;
            result = Clock.sleepOn(queue(self.futexSpace, self.futexAddress), limit);
        }
        Sched.LOCK.release();
        return result;
    }

    static AddressSpace enter() {
        AddressSpace space = Proc.current().space;
        space.enter();
        return space;
    }

    /** Wakes up to so many sleepers that have one of these bits, the longest asleep first. @return how many, or −EFAULT */
    public static int wake(@Uva long word, boolean isPrivate, int most, int bits) {
        AddressSpace space = enter();
        long at = place(space, word);
        boolean isShared = !isPrivate && space.isShared(word);
        Sched.LOCK.acquire();
        space.leaveUnderDispatcher();
        int result = at == 0 ? -Errno.EFAULT : wakeSome(isShared ? 0 : Address.of(space), isShared ? at : word, most, bits);
        Sched.LOCK.release();
        return result;
    }

    /**
     * Wakes up to so many sleepers, and lets up to so many others wait on another word instead; if asked to, only while the word has a value.
     *
     * @return how many were woken or moved, −EAGAIN or −EFAULT
     */
    public static int requeue(@Uva long word, boolean isPrivate, int most, @Uva long other, int mostMoved, boolean compares, int expected) {
        AddressSpace space = enter();
        long otherAt = place(space, other);
        long at = place(space, word);
        boolean isShared = !isPrivate && space.isShared(word);
        boolean isOtherShared = !isPrivate && space.isShared(other);
        Sched.LOCK.acquire();
        space.leaveUnderDispatcher();
        int result;
        if (at == 0 || otherAt == 0) {
            result = -Errno.EFAULT;
        } else if (compares && Memory.load32(at) != expected) {
            result = -Errno.EAGAIN;
        } else {
            long key = isShared ? 0 : Address.of(space);
            long name = isShared ? at : word;
            result = wakeSome(key, name, most, ANY);
            result += moveSome(key, name, mostMoved, isOtherShared ? 0 : Address.of(space), isOtherShared ? otherAt : other);
        }
        Sched.LOCK.release();
        return result;
    }

    /**
     * Changes another word as an operation of {@code FUTEX_WAKE_OP} says, then wakes sleepers on the first and, if the other word's old value compares
     * so, on the other.
     *
     * @return how many were woken, −EFAULT or −ENOSYS for an operation that is none
     */
    public static int wakeAfter(@Uva long word, boolean isPrivate, int most, @Uva long other, int mostOfOther, int operation) {
        if (!FutexOperation.isOne(operation)) {
            return -Errno.ENOSYS;
        }
        AddressSpace space = enter();
        long at = place(space, word);
        long otherAt = place(space, other);
        boolean isShared = !isPrivate && space.isShared(word);
        boolean isOtherShared = !isPrivate && space.isShared(other);
        Sched.LOCK.acquire();
        space.leaveUnderDispatcher();
        int result = -Errno.EFAULT;
        if (at != 0 && otherAt != 0) {
            int old = FutexOperation.apply(operation, otherAt);
            result = wakeSome(isShared ? 0 : Address.of(space), isShared ? at : word, most, ANY);
            if (FutexOperation.compares(operation, old)) {
                result += wakeSome(isOtherShared ? 0 : Address.of(space), isOtherShared ? otherAt : other, mostOfOther, ANY);
            }
        }
        Sched.LOCK.release();
        return result;
    }

    /** The current thread gives up its user memory: robust futexes that it holds pass on, and who waits for its end learns of it. */
    static void leave(KThread self) {
        if (self.robustList != 0) {
            RobustList.release(self);
        }
        InheritingFutex.leave(self);
        if (self.clearedAtEnd != 0 && (self.proc.threadCount > 1 || self.proc.space.isHeldByOthers())) {
            UserMemory.store32(self.clearedAtEnd, 0);
            wake(self.clearedAtEnd, false, 1, ANY);
        }
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

    /** The word where it lies in memory, good until the next is looked for; 0 if the user may not write there or it is not aligned. */
    static @Kva long place(AddressSpace space, @Uva long word) {
        return (word & 3) == 0 ? space.resolve(word, AddressSpace.WRITE) : 0;
    }

    static WaitQueue queue(long space, long address) {
        return queue((int) ((space + address) * MIX >>> MIX_SHIFT));
    }

    static WaitQueue queue(int index) {
        return WAITERS[index];
    }

    private Futex() {}
}
