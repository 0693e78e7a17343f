package dev.lamarck.kernel.mm;

import dev.lamarck.kernel.sched.Sched;

/** Which files are programs that run, found by going through the segments of all spaces, with preemption off. */
public final class ProgramFiles {
    /** Whether a space has a segment that executing this file made. What a program itself maps ends with its file ({@link Segment#endsWithSource}) and does not count. */
    public static boolean isRunning(PageSource file) {
        boolean is = false;
        Sched.disablePreemption();
        for (AddressSpace space = AllSpaces.first(); space != null; space = space.next) {
            for (Segment each = space.segments.first(); each != null; each = each.next) {
                is |= each.source == file && !each.endsWithSource;
            }
        }
        Sched.enablePreemption();
        return is;
    }

    private ProgramFiles() {}
}
