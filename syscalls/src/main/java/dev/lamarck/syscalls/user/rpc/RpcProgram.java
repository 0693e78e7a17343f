package dev.lamarck.syscalls.user.rpc;

/** A program that a server offers, in versions that follow one another. Its procedure 0 does nothing in all of them, and the server does it. */
public abstract class RpcProgram {
    private final int number;
    private final int lowest;
    private final int highest;

    protected RpcProgram(int number, int lowest, int highest) {
        this.number = number;
        this.lowest = lowest;
        this.highest = highest;
    }

    final int number() {
        return number;
    }

    final int lowest() {
        return lowest;
    }

    final int highest() {
        return highest;
    }

    /** The procedure of a version it has; null if there is none. */
    protected abstract RpcProcedure procedure(int version, int procedure);
}
