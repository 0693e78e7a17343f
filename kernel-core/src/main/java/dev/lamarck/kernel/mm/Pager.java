package dev.lamarck.kernel.mm;

import dev.lamarck.kernel.Errno;
import dev.lamarck.toolchain.magic.Kva;

/**
 * What takes pages away from programs when memory is short, and brings them back. It is a part that a kernel may lack; then this class itself
 * stands in its place, which takes none away and never waits. A leaf that is {@link PageTable#isAway away} names a slot of the one installed.
 */
public class Pager {
    /** The one of this kernel; set once, before the first process. */
    public static Pager installed = new Pager();
    /** What keeps pages that it could read again; null if nothing does. Set once, before the first process. */
    public static PageCache cache;

    /** For a system call that needs so many pages for a program and holds no address space: may wait for them. @return whether there are so many */
    public boolean makeRoom(int pages) {
        return Pages.mayGive(pages);
    }

    /** The same if among them there have to be some that follow one another: so many runs of so many. */
    public boolean makeRoomForRuns(int pages, int runs, int run) {
        return makeRoom(pages);
    }

    /** Waits until a program may have a page. No address space is held. @return whether it may; if not, the process is to end */
    public boolean awaitMemory() {
        return Pages.hasForPrograms(1);
    }

    /** Memory is about to be short. */
    public void hurry() {}

    /** One more leaf names a slot. */
    protected void holdSlot(int slot) {}

    /** A leaf less names a slot. */
    protected void releaseSlot(int slot) {}

    /** The page of a slot, with one more reference; 0 if there is no memory, {@link #UNREADABLE} if it cannot be read. May sleep. */
    protected @Kva long bringBack(int slot, int colour) {
        return 0;
    }

    /** The page of a map's entry that is not just its address; then it is. A negative error if it cannot be brought back. May sleep. */
    protected @Kva long bringBackTo(@Kva long entry, long leaf, int colour) {
        return -Errno.ENOMEM;
    }

    /** A map may have pages from now on. */
    protected void enlist(AnonMap map) {}

    /** A map is about to be no more. */
    protected void delist(AnonMap map) {}

    /** No page's address. */
    public static final long UNREADABLE = 1;

    /** A space is about to be no more. */
    protected void forget(AddressSpace space) {}
}
