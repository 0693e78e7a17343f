package dev.lamarck.hardware.gdb;

/** The debugger has killed the world. */
public final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public Killed() {
        super("killed by the debugger", null, false, false);
    }
}
