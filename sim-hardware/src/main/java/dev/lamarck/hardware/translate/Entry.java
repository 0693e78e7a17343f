package dev.lamarck.hardware.translate;

import java.util.BitSet;

/** A way into a region. */
public final class Entry {
    /** In place of an issue group, of which none has this number: a delay slot with the group ended, from which control goes on to {@link ProcessorPort#target}. */
    public static final int IN_SLOT = 15;

    private final Region region;
    private final Code code;
    private final Exit[] exits;
    private final int number;
    private final int group;
    private final int firstLine;
    private final long va;
    private final int pa;
    /** Of the same word, reached with another issue group. */
    private final Entry next;

    /** {@code firstLine}: the physical I-cache line that the page begins with. */
    Entry(Region region, int number, int firstLine, Entry next) {
        this.region = region;
        this.code = region.code();
        this.exits = region.exits();
        this.number = number;
        this.firstLine = firstLine;
        Region.Place place = region.entries().get(number);
        this.group = place.group();
        this.va = region.va() + (long) place.word() * Integer.BYTES;
        this.pa = physical(va);
        this.next = next;
    }

    /** Executes until the region is left. */
    public Exit run(ProcessorPort port) {
        port.firstLine = firstLine;
        return exits[code.run(port, number)];
    }

    /** Whether an address is in the page. */
    public boolean isInPageOf(long address) {
        return (address & -PageImage.BYTES) == region.va();
    }

    /** The physical address of an address in the page. */
    int physical(long address) {
        return firstLine * StallBounds.LINE_WORDS * Integer.BYTES + (int) (address & PageImage.BYTES - 1);
    }

    /** The virtual address, which may lead elsewhere by now. */
    public long va() {
        return va;
    }

    /** The physical address of the word. */
    public int pa() {
        return pa;
    }

    /** The issue group before it, or {@link #IN_SLOT}. */
    public int group() {
        return group;
    }

    /** Whether a region was made of all words of this one's. */
    boolean isContainedIn(Region other) {
        BitSet more = (BitSet) region.covered().clone();
        more.andNot(other.covered());
        return more.isEmpty();
    }

    /** This one or another of the word that serves an address of it and an issue group; null if there is none. */
    Entry serving(long pageVa, int issueGroup) {
        for (Entry entry = this; entry != null; entry = entry.next) {
            if (entry.group == issueGroup && entry.region.va() == pageVa) {
                return entry;
            }
        }
        return null;
    }

    /** What is left of this chain without a region. */
    Entry without(Region dropped) {
        Entry rest = next == null ? null : next.without(dropped);
        return region == dropped ? rest : rest == next ? this : new Entry(region, number, firstLine, rest);
    }
}
