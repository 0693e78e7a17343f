package dev.lamarck.hardware.cpu;

/** Bits of the PSTATE register (V9 5.2.1; MG and IG: UltraSPARC-I). */
final class Pstate {
    static final int ALTERNATE_GLOBALS = 1;
    static final int INTERRUPTS = 1 << 1;
    static final int PRIVILEGED = 1 << 2;
    static final int ADDRESS_MASK = 1 << 3;
    static final int FLOATING_POINT = 1 << 4;
    static final int RED = 1 << 5;
    static final int MEMORY_MODEL = 3 << 6;
    static final int TRAP_LITTLE_ENDIAN = 1 << 8;
    static final int LITTLE_ENDIAN = 1 << 9;
    static final int MMU_GLOBALS = 1 << 10;
    static final int INTERRUPT_GLOBALS = 1 << 11;
    static final int ALL = 0xFFF;

    private Pstate() {}
}
