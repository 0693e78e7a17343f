package dev.lamarck.kernel.net;

/** Segments that came before their time: kept in the order of their numbers without overlap, until what is missing has come. */
final class TcpReassembly {
    /** A peer that sends a byte at a time does not fill the memory. */
    private static final int MOST = 64;

    /** Takes over a segment's data, which may be none if the stream ends with it. */
    static void insert(TcpConnection c, Mblk data, int sequence, boolean isLast) {
        Mblk before = null;
        Mblk each = c.early;
        while (each != null && each.sequence - sequence <= 0) {
            before = each;
            each = each.next;
        }
        int start = sequence;
        boolean ends = isLast;
        if (before != null && end(before) - start > 0) {
            int known = Math.min(end(before) - start, data.length());
            data.pull(known);
            start += known;
        }
        while (each != null && start + data.length() - each.sequence > 0) {
            if (end(each) - (start + data.length()) > 0) {
                data.trim(each.sequence - start);
                ends = false;
            } else {
                Mblk covered = each;
                each = each.next;
                ends |= covered.isLast;
                unlink(c, before, covered);
            }
        }
        boolean isNews = data.length() > 0 || ends && (before == null || !before.isLast);
        if (!isNews || c.earlyCount == MOST) {
            data.free();
            return;
        }
        data.sequence = start;
        data.isLast = ends;
        data.next = each;
        if (before == null) {
            c.early = data;
        } else {
            before.next = data;
        }
        c.earlyCount++;
    }

    private static int end(Mblk data) {
        return data.sequence + data.length();
    }

    private static void unlink(TcpConnection c, Mblk before, Mblk gone) {
        if (before == null) {
            c.early = gone.next;
        } else {
            before.next = gone.next;
        }
        c.earlyCount--;
        gone.free();
    }

    /** The first segment, if its time has come, taken off; null if something is missing. */
    static Mblk take(TcpConnection c) {
        Mblk first = c.early;
        if (first == null || first.sequence != c.rcvNxt) {
            return null;
        }
        c.early = first.next;
        first.next = null;
        c.earlyCount--;
        return first;
    }

    private TcpReassembly() {}
}
