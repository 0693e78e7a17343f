package dev.lamarck.hardware.isa;

/** What an instruction does with the register that a field names. */
enum Access {
    NONE(false, false),
    USE(true, false),
    DEF(false, true),
    USE_AND_DEF(true, true);

    final boolean uses;
    final boolean defines;

    Access(boolean uses, boolean defines) {
        this.uses = uses;
        this.defines = defines;
    }
}
