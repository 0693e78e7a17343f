package dev.lamarck.hardware.translate;

import java.util.Set;

/**
 * A block of a region: instructions one after the other, then a transfer of control, an odd instruction or another block. What its
 * instructions cost depends on the issue group before it, so the same words may be several nodes.
 */
final class Node {
    final int start;
    /** The issue group before it. */
    final int group;
    /** The word of the transfer or odd instruction, or the first word of the next block. */
    int end;
    /** Of the word at the end; PLAIN if there is none to execute. */
    Shape last = Shape.PLAIN;
    /** Where it goes on: behind itself, and where the transfer leads to. Null: out of the region. */
    Node next;
    Node taken;
    /** Control may come from outside. */
    boolean isEntry;
    /** The delay slot of a jump, where control comes from outside alone, on its way to {@link ProcessorPort#target}; and goes on there. */
    boolean isSlot;
    /** Of a loop: every way around it leads through here. */
    boolean isHead;
    /** The most cycles from here on to where the cycles left are looked at again. */
    int worst;
    /** However control comes here, its I-cache line is being fetched from. */
    boolean isFetched;
    /** Of the entry. */
    int number = -1;

    Node(int start, int group) {
        this.start = start;
        this.group = group;
    }

    /** Whether it is what a jump to the word leads to that leaves an issue group. */
    boolean isReached(int groupBefore) {
        return !isSlot && group == groupBefore;
    }

    /** As the entry that it is. */
    Region.Place place() {
        return new Region.Place(start, isSlot ? Entry.IN_SLOT : group);
    }

    /** From now on it leaves the region for any of these. */
    void leaveFor(Set<Node> others) {
        next = others.contains(next) ? null : next;
        taken = others.contains(taken) ? null : taken;
    }
}
