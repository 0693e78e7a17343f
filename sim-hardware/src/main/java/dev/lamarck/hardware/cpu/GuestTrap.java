package dev.lamarck.hardware.cpu;

/**
 * A trap of the instruction being executed, on its way to the interpreter's loop. One instance a type, without a stack trace:
 * thrown many times a second and never seen outside this package.
 */
final class GuestTrap extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private static final GuestTrap[] TRAPS = new GuestTrap[TrapType.COUNT];

    static {
        for (int type = 0; type < TRAPS.length; type++) {
            TRAPS[type] = new GuestTrap(type);
        }
    }

    /** No trap at all: a watcher holds the processor before the instruction. */
    static final GuestTrap HELD = new GuestTrap(Interpreter.HELD);

    final int type;

    private GuestTrap(int type) {
        super(null, null, false, false);
        this.type = type;
    }

    static GuestTrap of(int type) {
        return TRAPS[type];
    }
}
