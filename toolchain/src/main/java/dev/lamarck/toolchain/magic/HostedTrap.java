package dev.lamarck.toolchain.magic;

/** A trap that the hardware would have taken, in a hosted run. */
public final class HostedTrap extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final int kind;

    public HostedTrap(int kind, String message) {
        super(message);
        this.kind = kind;
    }

    /** A {@link CheckTrap} number, or the V9 trap type for memory faults. */
    public int kind() {
        return kind;
    }
}
