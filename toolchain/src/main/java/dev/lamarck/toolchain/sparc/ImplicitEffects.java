package dev.lamarck.toolchain.sparc;

/** Physical registers that an instruction reads and destroys beyond its operands, as sets of bits: a call's, a return's, a system call's. */
record ImplicitEffects(long uses, long clobbers) {
    static final ImplicitEffects NONE = new ImplicitEffects(0, 0);
}
