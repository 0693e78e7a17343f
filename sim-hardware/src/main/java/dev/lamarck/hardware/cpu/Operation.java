package dev.lamarck.hardware.cpu;

/**
 * One instruction at one address, decoded. It executes completely, or throws a {@link GuestTrap} before it has changed anything.
 * The program counter moves on by itself; a control transfer tells the interpreter.
 */
abstract class Operation {
    /** The kind of all operations that the interpreter calls through their class. */
    static final int OTHER = 64;

    /** Number of the class, for the interpreter to choose by. */
    final int kind;

    Operation(int kind) {
        this.kind = kind;
    }

    abstract void execute(ProcessorState s, Interpreter interpreter);
}
