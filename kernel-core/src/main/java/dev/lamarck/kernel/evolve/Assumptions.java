package dev.lamarck.kernel.evolve;

import dev.lamarck.hardware.isa.code.Opcode;
import dev.lamarck.instrumentation.snippet.Assumed;
import dev.lamarck.instrumentation.snippet.Replug;
import dev.lamarck.kernel.kmem.Kmem;
import dev.lamarck.kernel.mm.Pages;
import dev.lamarck.toolchain.magic.Magic;
import dev.lamarck.toolchain.magic.Memory;

/**
 * What a version takes for granted, and the record on which the guards of that act: first {@link Replug}'s part, then the assumed values.
 * Fields that nothing writes and objects of the image need no guard and are not kept.
 */
@Magic
final class Assumptions {
    private static final int MOST = 64;

    private final long record = Kmem.allocZeroed(Replug.BYTES + Long.BYTES * MOST);
    private Assumed first;
    private int count;
    /** Fields that the version itself stores to, by number. */
    private final int[] stored;

    /** Of a version with so many stores. */
    Assumptions(int stores) {
        stored = new int[stores];
    }

    void setStored(int index, int field) {
        stored[index] = field;
    }

    Assumed first() {
        return first;
    }

    long record() {
        return record;
    }

    /** Takes a field's value for granted; of a static field the object does not matter. False if there is no room. */
    boolean addField(int field, long object, long value) {
        int row = StoreRows.firstOf(field);
        return row < 0 || add(field, StoreRows.place(field, object), width(KernelText.word(StoreRows.address(row))), value);
    }

    /** Takes for granted that an object is not freed. False if there is no room. */
    boolean addAlive(long object) {
        return object < Pages.DIRECT || add(StoreRows.ALL_FIELDS, object, 0, 0);
    }

    private boolean add(int field, long address, int bytes, long value) {
        if (count == MOST) {
            return false;
        }
        long valueAt = record + Replug.BYTES + (long) Long.BYTES * count;
        Step.begin();
        Memory.store64(valueAt, value);
        first = new Assumed(field, address, bytes, valueAt, first);
        count++;
        Step.end();
        return true;
    }

    /** The bytes that a store writes; 0 for what is no plain store. */
    static int width(int store) {
        return switch (Opcode.of(store)) {
            case Opcode.STB -> 1;
            case Opcode.STH -> 2;
            case Opcode.STW -> 4;
            case Opcode.STX -> 8;
            default -> 0;
        };
    }

    /** Whether the version stores to something that another assumes. */
    boolean areStoredToBy(Assumptions other) {
        for (Assumed each = first; each != null; each = each.next) {
            for (int i = 0; i < other.stored.length; i++) {
                if (each.bytes > 0 && each.field == other.stored[i]) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether a guard has found that they do not hold any more. */
    boolean areViolated() {
        return Memory.load64(record + Replug.FIRED) != 0;
    }

    /** Whether all holds now. Caller has preemption off. */
    boolean hold() {
        boolean hold = !areViolated();
        for (Assumed each = first; each != null; each = each.next) {
            hold &= each.bytes == 0 || isUnchanged(each);
        }
        return hold;
    }

    private static boolean isUnchanged(Assumed each) {
        int unused = Long.SIZE - Byte.SIZE * each.bytes;
        return (load(each.address, each.bytes) ^ Memory.load64(each.valueAt)) << unused == 0;
    }

    private static long load(long address, int bytes) {
        return switch (bytes) {
            case 1 -> Memory.load8(address);
            case 2 -> Memory.load16(address);
            case 4 -> Memory.load32(address);
            default -> Memory.load64(address);
        };
    }

    /** Lets a violation store the words that stand at two addresses now. They may be one. */
    void replug(long entry, long other) {
        Memory.store64(record + Replug.FIRED, 0);
        setWord(0, entry);
        setWord(1, other);
    }

    private void setWord(int index, long address) {
        long at = record + Replug.WORDS + (long) index * Replug.WORD_BYTES;
        Memory.store64(at + Replug.WHERE, TextWriter.alias(address));
        Memory.store64(at + Replug.WORD, KernelText.word(address));
        Memory.store64(at + Replug.EXECUTED_AT, address);
    }

    /** Gives its memory back; no guard refers to it any more. */
    void free() {
        Assumed each = first;
        while (each != null) {
            Assumed next = each.next;
            Kmem.free(each);
            each = next;
        }
        Kmem.free(stored);
        Kmem.free(record);
        Kmem.free(this);
    }
}
