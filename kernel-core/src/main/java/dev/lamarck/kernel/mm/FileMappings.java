package dev.lamarck.kernel.mm;

import dev.lamarck.kernel.sched.Clock;
import dev.lamarck.kernel.sched.Sched;
import dev.lamarck.toolchain.magic.Symbol;

/**
 * A file's mappings, found by going through the segments of all spaces, with preemption off: so a space may be entered, and yet is not in the middle of a change.
 */
public final class FileMappings {
    /** Has programs that write to the page of a file at an offset fault. @return whether one is writing to it all the same, because it has its address already */
    @Symbol("hat_pagesync")
    public static boolean isBeingWritten(PageSource file, long offset) {
        boolean is = false;
        Sched.disablePreemption();
        for (AddressSpace space = AllSpaces.first(); space != null; space = space.next) {
            for (Segment each = space.segments.first(); each != null; each = each.next) {
                long va = each.address(offset);
                if (each.source == file && each.shared && offset >= each.offset && va < each.end) {
                    is |= space.hat.protectFromWriting(va);
                }
            }
        }
        Sched.enablePreemption();
        return is;
    }

    /**
     * A file ends at a length that is less than before: programs lose the pages behind it, their own copies too. Waits for spaces that are in use; the caller has entered none, and holds
     * no lock that whoever faults may wait for.
     */
    @Symbol("vn_unmap_behind")
    public static void truncate(PageSource file, long length) {
        long from = length + Pages.BYTES - 1 & -Pages.BYTES;
        while (!drop(file, from)) {
            Clock.pause();
        }
    }

    private static boolean drop(PageSource file, long from) {
        boolean isDone = true;
        Sched.disablePreemption();
        for (AddressSpace space = AllSpaces.first(); space != null; space = space.next) {
            for (Segment each = space.segments.first(); each != null; each = each.next) {
                if (each.source == file && each.endsWithSource && each.address(from) < each.end) {
                    isDone &= !space.isEntered();
                    if (!space.isEntered()) {
                        space.hat.unload(each.address(from), each.end);
                    }
                }
            }
        }
        Sched.enablePreemption();
        return isDone;
    }

    private FileMappings() {}
}
