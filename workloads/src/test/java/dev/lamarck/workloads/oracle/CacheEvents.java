package dev.lamarck.workloads.oracle;

/** What a program does to caches and predictor, in the order in which it does it. */
interface CacheEvents {
    /** An attempt at the instruction at a physical address. */
    void fetch(int pa);

    void load(long va, int pa);

    void store(long va, int pa);

    /** A load or store that is not cacheable. */
    void device();

    /** A device has written to memory. */
    void written(long pa, int length);

    /** A conditional branch has been decided; the words of the pair of instructions that it belongs to. */
    void branch(int pa, boolean taken, int first, int second);

    /** A register-indirect jump or return. */
    void jump();

    /** A trap has been entered or left. */
    void trap();
}
