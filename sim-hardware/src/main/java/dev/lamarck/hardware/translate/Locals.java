package dev.lamarck.hardware.translate;

/** The JVM's local variables of translated code. */
final class Locals {
    static final int PORT = 1;
    /** The number of the entry, and at the end of the exit. */
    static final int NUMBER = 2;
    static final int R = 3;
    static final int WINDOW = 4;
    static final int RAM = 5;
    static final int LOADS = 6;
    static final int STORES = 7;
    static final int SPACE = 8;
    /** Of {@link ProcessorPort#limit}: instructions in functional mode; in timing mode {@link Passed}. */
    static final int PASSED = 10;
    /** Where globals are, and the window before, with the ins. */
    static final int GLOBALS = 12;
    static final int WINDOW_BEFORE = 29;
    /** {@link Events}. */
    static final int EVENTS = 13;
    /** Where a jump leads. */
    static final int TARGET = 15;
    /** Condition codes are those of the difference of these two, */
    static final int CC_FIRST = 17;
    static final int CC_SECOND = 19;
    /** but for these bits of the vector of carries, which are the others. */
    static final int CC_CARRIES = 21;
    /** Physical address of an access. */
    static final int PA = 27;
    /** The I-cache line that is being fetched from, counted from the page's first. */
    static final int LINE = 28;
    static final int FIRST_LINE = 30;
    /** What is known of lines: see {@link ProcessorPort#LINE_STATE_BITS}. */
    static final int KNOWN = 32;
    /** Tags and histories of the caches. */
    static final int HISTORIES = 34;
    static final int DATA_TAGS = 35;
    static final int TEMPORARY = 37;
    static final int LOAD_DIFFERENCES = 39;
    static final int STORE_DIFFERENCES = 40;
    /** To which entry control is on its way through heads of loops; or 0. */
    static final int WAY = 41;
    /** Virtual address of an access. */
    static final int VA = 42;
    static final int MODIFIED_TAGS = 44;
    private static final int REGISTERS = 45;

    private Locals() {}

    static int register(int number) {
        return REGISTERS + 2 * number;
    }

    /** From the virtual to the physical address where an access has been, by {@link KnownPages#key}. */
    static int difference(int key) {
        return register(Integer.SIZE) + key;
    }

    /** The virtual address of such an access, by {@link KnownPages#name}. */
    static int known(int name) {
        return difference(2 * Integer.SIZE + KnownPages.NAMES) + 2 * name;
    }

    /** The virtual address of the last access, by {@link KnownPages#key}, if the D-cache holds it, and the line of a store is modified; else {@link ProcessorPort#NOT_HELD}. */
    static int held(int key) {
        return known(KnownPages.NAMES) + 2 * key;
    }
}
