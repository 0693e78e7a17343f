package dev.lamarck.kernel.net;

import dev.lamarck.kernel.kmem.Kmem;
import dev.lamarck.kernel.mm.Pages;
import dev.lamarck.kernel.sched.Clock;

/**
 * Puts datagrams together that came in fragments (RFC 815, by the simplest means: the fragments are kept in order and joined when there is no hole). What
 * is not complete in time is dropped. Guarded by {@link Network#LOCK}.
 */
final class Reassembly {
    private static final int IDENTIFICATION = 4;
    private static final long PATIENCE_MILLISECONDS = 30_000;
    private static final int MOST_DATAGRAMS = 16;
    private static final int MOST_FRAGMENTS = 64;
    private static final int LONGEST = 65_535;

    private static Reassembly first;
    private static int count;

    private final int source;
    private final int destination;
    /** Identification and protocol. */
    private final int key;
    private final long until;
    /** By offset; each begins with its header, and {@link Mblk#sequence} is the offset of its data. */
    private Mblk fragments;
    private int number;
    private Reassembly next;

    private Reassembly(int source, int destination, int key, long until) {
        this.source = source;
        this.destination = destination;
        this.key = key;
        this.until = until;
    }

    /** Takes a fragment over. @return the datagram if it is whole now, with one header, else null */
    static Mblk add(Mblk fragment, int header) {
        int key = fragment.get16(IDENTIFICATION) << 8 | fragment.get8(Ip.PROTOCOL);
        Reassembly datagram = find(fragment.get32(Ip.SOURCE), fragment.get32(Ip.DESTINATION), key);
        int data = fragment.length() - header;
        boolean isMiddle = (fragment.get16(Ip.FRAGMENT) & Ip.MORE_FRAGMENTS) != 0;
        int offset = (fragment.get16(Ip.FRAGMENT) & Ip.FRAGMENT_OFFSET) * Ip.FRAGMENT_UNIT;
        boolean isGood = offset + data + header <= LONGEST && data > 0 && (!isMiddle || data % Ip.FRAGMENT_UNIT == 0);
        if (datagram == null || !isGood || datagram.number == MOST_FRAGMENTS) {
            fragment.free();
            return null;
        }
        fragment.sequence = offset;
        fragment.isLast = !isMiddle;
        datagram.insert(fragment);
        return datagram.isWhole() ? datagram.join() : null;
    }

    /** The datagram that a fragment is of, a new one if none is known; null if there are too many. */
    private static Reassembly find(int source, int destination, int key) {
        Reassembly each = first;
        while (each != null && (each.source != source || each.destination != destination || each.key != key)) {
            each = each.next;
        }
        if (each == null && count < MOST_DATAGRAMS && Pages.mayGive(1)) {
            each = new Reassembly(source, destination, key, Clock.after(Network.milliseconds(PATIENCE_MILLISECONDS)));
            each.next = first;
            first = each;
            count++;
            Network.lookAt(each.until);
        }
        return each;
    }

    private static int data(Mblk fragment) {
        return fragment.length() - ((fragment.get8(0) & 15) << 2);
    }

    /** One that overlaps another is dropped: honest ones do so only as copies. */
    private void insert(Mblk fragment) {
        Mblk before = null;
        Mblk each = fragments;
        while (each != null && each.sequence < fragment.sequence) {
            before = each;
            each = each.next;
        }
        boolean overlaps = before != null && before.sequence + data(before) > fragment.sequence
                || each != null && fragment.sequence + data(fragment) > each.sequence;
        if (overlaps) {
            fragment.free();
            return;
        }
        fragment.next = each;
        if (before == null) {
            fragments = fragment;
        } else {
            before.next = fragment;
        }
        number++;
    }

    private boolean isWhole() {
        int end = 0;
        Mblk each = fragments;
        Mblk last = null;
        while (each != null && each.sequence == end) {
            end += data(each);
            last = each;
            each = each.next;
        }
        return each == null && last != null && last.isLast;
    }

    /** One datagram of all fragments, null if there is no memory. */
    private Mblk join() {
        int header = fragments.length() - data(fragments);
        int total = header;
        for (Mblk each = fragments; each != null; each = each.next) {
            total += data(each);
        }
        Mblk whole = Mblk.allocate(0, total);
        if (whole != null) {
            whole.append(fragments, 0, header);
            for (Mblk each = fragments; each != null; each = each.next) {
                whole.append(each, each.length() - data(each), data(each));
            }
        }
        remove(this);
        return whole;
    }

    private static void remove(Reassembly gone) {
        if (first == gone) {
            first = gone.next;
        } else {
            Reassembly before = first;
            while (before.next != gone) {
                before = before.next;
            }
            before.next = gone.next;
        }
        count--;
        Mblk.freeAll(gone.fragments);
        Kmem.free(gone);
    }

    static void tick(long now) {
        Reassembly each = first;
        while (each != null) {
            Reassembly following = each.next;
            if (each.until <= now) {
                remove(each);
            } else {
                Network.lookAt(each.until);
            }
            each = following;
        }
    }
}
