package dev.lamarck.instrumentation.code;

/**
 * The program being analysed and changed. Functions are numbered in the order of their addresses.
 *
 * <p>A function stands in one part or, where we placed it, in two: no instruction falls from the first into the second.
 *
 * <p>Text is seen as its author wrote it: {@link #original} looks through every launcher of ours, so that analysis of a
 * function does not depend on what is spliced into it. {@link #write} stores one aligned word with one store, the unit that
 * other processors see whole.
 */
public interface Target {
    int functions();

    long start(int function);

    int bytes(int function);

    /** Where the function goes on apart from its first part, if it stands in two parts. */
    default long coldStart(int function) {
        return 0;
    }

    /** The size of that second part; 0 if there is none. */
    default int coldBytes(int function) {
        return 0;
    }

    /** The function that begins at an address, -1 if none does. */
    default int startingAt(long entry) {
        int function = functions() - 1;
        while (function >= 0 && start(function) != entry) {
            function--;
        }
        return function;
    }

    /** Whether points inside may be changed: code above trap level 0 and code we placed ourselves may not. */
    boolean changeable(int function);

    /** The instruction at an address inside a function, or a word of a constant table. */
    int original(long address);

    /** Whether the four bytes at the address are constant data or text, readable by {@link #original}. */
    boolean constant(long address);

    /** Registers in which its functions return results, as a set: %o0 to %o3 by the V9 ABI (3.2.3). */
    default long results() {
        return 0x0f00L;
    }

    /** Code memory from which a single branch reaches {@code near} and back if there is any, else any; 0 if none is left. */
    long allocate(long near, int bytes);

    /** Code memory from which a single branch reaches {@code near}; 0 if none is left. */
    long allocateNear(long near, int bytes);

    void release(long address, int bytes);

    void write(long address, int word);

    /** Makes words written in the range visible to instruction fetch. */
    void flush(long address, int bytes);

    /** Whether the PC, nPC or a saved PC of any thread of the program may lie in the range. */
    boolean executing(long address, int bytes);
}
