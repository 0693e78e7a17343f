package dev.lamarck.workloads.oracle;

/** What a program asks of the TLBs and does to them, with what came of it. */
interface TranslationEvents {
    /** How an access was made: by an address of a context, with or without privilege. */
    record Access(long va, int context, boolean isPrivileged, boolean isStore, boolean isNonFaulting) {}

    /** An instruction was fetched, from this physical address or with this trap. */
    void fetched(Access access, Outcome outcome);

    /** The same of data. */
    void accessed(Access access, Outcome outcome);

    /** A register of the MMU was written, by an ASI from 0x50 to 0x5F. */
    void written(int asi, long va, long value);

    /** A physical address, or a trap. */
    record Outcome(long pa, int trapType) {
        static Outcome at(long pa) {
            return new Outcome(pa, 0);
        }

        static Outcome trapped(int trapType) {
            return new Outcome(-1, trapType);
        }
    }
}
