package dev.lamarck.kernel.evolve;

import dev.lamarck.toolchain.magic.Address;
import dev.lamarck.toolchain.magic.Magic;
import dev.lamarck.toolchain.magic.Memory;

/** The image's tables of fields and of the instructions that write them ({@code docs/evolution.md}). */
@Magic
final class StoreRows {
    /** In place of a field's number, in rows that write all fields of an object. */
    static final int ALL_FIELDS = -1;

    private static final int ROW = 16;
    private static final int ADDRESS = 4;
    private static final int FLAGS = 8;
    private static final int FREES = 8;

    private static final int FIELD_HUB = 8;
    private static final int FIELD_PLACE = 12;

    private StoreRows() {}

    static int count() {
        return (int) (Address.symbol("_kstores_end") - Address.symbol("_kstores")) / ROW;
    }

    static int field(int row) {
        return Memory.load32(row(row));
    }

    /** Of the instruction; in a row that writes all fields, the entry of the function that does. */
    static long address(int row) {
        return Memory.loadUnsigned32(row(row) + ADDRESS);
    }

    /** Whether the row is a function that is handed an object and frees it. */
    static boolean frees(int row) {
        return field(row) == ALL_FIELDS && (Memory.load32(row(row) + FLAGS) & FREES) != 0;
    }

    /** The first row of a field, -1 if nothing writes it. */
    static int firstOf(int field) {
        int count = count();
        for (int row = 0; row < count; row++) {
            if (field(row) == field) {
                return row;
            }
        }
        return -1;
    }

    /** Where a field is: of an object, or of the image if it is static. */
    static long place(int field, long object) {
        long row = Address.symbol("_kfields") + (long) field * ROW;
        long place = Memory.loadUnsigned32(row + FIELD_PLACE);
        return Memory.load32(row + FIELD_HUB) == 0 ? place : object + place;
    }

    private static long row(int row) {
        return Address.symbol("_kstores") + (long) row * ROW;
    }
}
