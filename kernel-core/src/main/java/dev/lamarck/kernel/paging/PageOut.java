package dev.lamarck.kernel.paging;

import dev.lamarck.kernel.driver.Disk;
import dev.lamarck.kernel.driver.TimeOfDay;
import dev.lamarck.kernel.fs.proc.ProcRoot;
import dev.lamarck.kernel.kmem.Kmem;
import dev.lamarck.kernel.mm.PageCache;
import dev.lamarck.kernel.mm.Pager;
import dev.lamarck.kernel.mm.Pages;
import dev.lamarck.kernel.mm.Swap;
import dev.lamarck.kernel.mm.SwappingPager;
import dev.lamarck.kernel.sched.Clock;
import dev.lamarck.kernel.sched.KThread;
import dev.lamarck.kernel.sched.Sched;
import dev.lamarck.kernel.sched.ThreadBody;
import dev.lamarck.kernel.sync.Condition;
import dev.lamarck.kernel.sync.SpinLock;
import dev.lamarck.toolchain.magic.Symbol;

/**
 * The thread that keeps pages free, and those that wait for it. It sleeps until memory is low; then it scans until there is enough. When rounds bring nothing and somebody waits, it
 * ends a process.
 */
public final class PageOut extends SwappingPager implements ThreadBody {
    /** Rounds that bring nothing, a tick apart, before a process is ended: what programs are at just now, a read from the disk say, keeps the pager away from them. */
    private static final int PATIENCE = 4;
    /** After so many the first process may have to end while others that have been told to are still there: one that holds up the rest. */
    private static final int LAST_RESORT = 64;
    /** Of all pages, between the hands. */
    private static final int SPREAD_SHARE = 16;
    private static final int AMPLE_SHARE = 4;
    private static final long TICK_NANOSECONDS = 1_000_000_000L / Clock.TICKS_PER_SECOND;
    /** How often the back hand comes round before a round has been in vain: the first time it may follow on what the front hand has not touched yet. */
    private static final int LAPS = 2;
    /** Ticks of rest after a round in vain, if nobody waits, double with each that follows; so many times at most. */
    private static final int MOST_DOUBLINGS = 7;

    /** Guards what follows. */
    private final SpinLock lock = new SpinLock();
    private final Condition wanted = new Condition();
    private final Condition available = new Condition();
    private boolean isWanted;
    private int waiting;
    /** How many free pages more than usual it takes for some to follow one another. */
    private int beyondHigh;
    /** Rounds in vain, one after the other, and since boot. */
    private int vain;
    private long restsUntil;
    private long failures;
    private long endedProcesses;

    private PageOut(Swap swap) {
        super(swap, Math.max(1, Pages.total() / SPREAD_SHARE));
    }

    /** Becomes the kernel's pager, with the swap disk if there is one. */
    public static void start() {
        PageOut pager = new PageOut(new Swap(Disk.SWAP));
        Pager.installed = pager;
        ProcRoot.add(new VmstatFile(pager));
        Sched.startThread("pageout", pager, KThread.KERNEL_PRIORITY, 0);
    }

    @Override
    public void run() {
        while (true) {
            awaitNeed();
            boolean isEnough = round();
            lock.acquire();
            count(isEnough);
            isWanted = !isEnough && waiting > 0;
            available.broadcast();
            lock.release();
            if (isWanted) {
                despair();
            }
        }
    }

    private void count(boolean isEnough) {
        if (isEnough) {
            vain = 0;
        } else {
            failures++;
            vain++;
            restsUntil = TimeOfDay.cycles() + (TimeOfDay.toCycles(TICK_NANOSECONDS) << Math.min(vain, MOST_DOUBLINGS));
        }
    }

    private void awaitNeed() {
        lock.acquire();
        while (!isWanted) {
            wanted.await(lock);
        }
        lock.release();
    }

    /** Takes pages away until there are enough: first what the heap has no use for and what nobody uses, then from programs, and again when a lap has made files' pages nobody's. @return whether there are, or at least more than before */
    @Symbol("pageout_scan")
    private boolean round() {
        int before = Pages.free();
        Kmem.reap();
        long end = laps() + LAPS;
        long lap = -1;
        while (Pages.free() < Pages.high() + beyondHigh && laps() < end) {
            if (lap != laps()) {
                lap = laps();
                shrinkCache(Pages.high() + beyondHigh - Pages.free());
                continue;
            }
            if (step()) {
                swap.writeLeaving();
            }
            if (waiting > 0 && Pages.hasForPrograms(1)) {
                available.broadcast();
            }
        }
        return Pages.free() > before || Pages.free() >= Pages.high();
    }

    private static void shrinkCache(int pages) {
        PageCache cache = Pager.cache;
        if (cache != null) {
            cache.giveUp(pages);
        }
    }

    /** Nothing was found: gives who is at something time to come to an end, then ends a process. */
    private void despair() {
        if (!Pages.hasForPrograms(1) && vain % PATIENCE == 0 && OutOfMemory.end(vain > LAST_RESORT)) {
            endedProcesses++;
        }
        Clock.sleepTicks(1);
    }

    @Override
    public void hurry() {
        if (!isWanted && TimeOfDay.cycles() >= restsUntil) {
            lock.acquire();
            isWanted = true;
            wanted.signal();
            lock.release();
        }
    }

    @Override
    public boolean makeRoom(int pages) {
        return makeRoomForRuns(pages, 0, 1);
    }

    @Override
    public boolean makeRoomForRuns(int pages, int runs, int run) {
        if (suffices(pages, runs, run)) {
            return Pages.mayGive(pages);
        }
        long failed = failures;
        lock.acquire();
        waiting++;
        while (!suffices(pages, runs, run) && failures == failed && !OutOfMemory.isEnding(KThread.current())) {
            beyondHigh += Pages.hasForPrograms(pages) ? Pages.high() - Pages.low() : 0;
            await();
        }
        waiting--;
        beyondHigh = waiting == 0 ? 0 : beyondHigh;
        lock.release();
        return suffices(pages, runs, run);
    }

    /** Where much is free, there are pages that follow one another. */
    private static boolean suffices(int pages, int runs, int run) {
        return Pages.hasForPrograms(pages) && (runs == 0 || Pages.free() > Pages.total() / AMPLE_SHARE || Pages.hasRuns(runs, run));
    }

    @Override
    public boolean awaitMemory() {
        lock.acquire();
        waiting++;
        while (!Pages.hasForPrograms(1) && !OutOfMemory.isEnding(KThread.current())) {
            await();
        }
        waiting--;
        lock.release();
        // Somebody else may have the page already: then it is to be waited for again.
        return !OutOfMemory.isEnding(KThread.current());
    }

    /** Caller holds the lock. */
    private void await() {
        isWanted = true;
        wanted.signal();
        available.await(lock);
    }

    Swap swap() {
        return swap;
    }

    long endedProcesses() {
        return endedProcesses;
    }
}
