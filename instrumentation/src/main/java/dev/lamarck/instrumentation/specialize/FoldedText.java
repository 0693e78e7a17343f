package dev.lamarck.instrumentation.specialize;

import dev.lamarck.hardware.isa.code.Emit;
import dev.lamarck.instrumentation.code.Target;
import dev.lamarck.toolchain.magic.MaxDepth;

/**
 * One function of a program with some of its words replaced, in place, so that it can be parsed and analysed like the original. A word
 * may stand for a constant that takes two instructions; it reads as the first of them, which uses and writes the same registers as
 * both. Nothing can be changed through it. The program is never itself folded text.
 */
final class FoldedText implements Target {
    private static final byte KEPT = 0;
    private static final byte REPLACED = 1;
    private static final byte DROPPED = 2;
    private static final byte PAIR = 3;

    private final Target program;
    private long start;
    private int length;
    private final int[] words = new int[ConstantFlow.MAX_WORDS];
    private final byte[] states = new byte[ConstantFlow.MAX_WORDS];
    private final int[] lowParts = new int[ConstantFlow.MAX_WORDS];

    FoldedText(Target program) {
        this.program = program;
    }

    /** Shows a function of at most {@link ConstantFlow#MAX_WORDS} words as it is. */
    void open(int function) {
        start = program.start(function);
        length = program.bytes(function) >>> 2;
        for (int i = 0; i < length; i++) {
            words[i] = program.original(start + 4L * i);
            states[i] = KEPT;
        }
    }

    int word(int index) {
        return words[index];
    }

    /** Whether the word is not the program's any more. */
    boolean isReplaced(int index) {
        return states[index] != KEPT;
    }

    boolean isDropped(int index) {
        return states[index] == DROPPED;
    }

    /** Whether the word stands for two: itself and {@link #secondWord}. */
    boolean isPair(int index) {
        return states[index] == PAIR;
    }

    int secondWord(int index) {
        return lowParts[index];
    }

    void replace(int index, int word) {
        words[index] = word;
        states[index] = REPLACED;
    }

    void drop(int index) {
        words[index] = Emit.nop();
        states[index] = DROPPED;
    }

    /** Makes the word leave a constant in a register; false if that takes more instructions than there may be. */
    boolean replaceByConstant(int index, int register, long value, boolean mayBePair) {
        boolean isUnsignedWord = value >>> 32 == 0;
        if (-4096 <= value && value < 4096) {
            replace(index, Emit.moveImmediate((int) value, register));
        } else if (isUnsignedWord && (value & 0x3ff) == 0) {
            replace(index, Emit.sethi(value, register));
        } else if (isUnsignedWord && mayBePair) {
            words[index] = Emit.sethi(value, register);
            lowParts[index] = Emit.orLow(register, value, register);
            states[index] = PAIR;
        } else {
            return false;
        }
        return true;
    }

    @Override
    @MaxDepth(1)
    public int functions() {
        return program.functions();
    }

    @Override
    @MaxDepth(1)
    public long start(int function) {
        return program.start(function);
    }

    @Override
    @MaxDepth(1)
    public int bytes(int function) {
        return program.bytes(function);
    }

    @Override
    public boolean changeable(int function) {
        return false;
    }

    @Override
    @MaxDepth(1)
    public int original(long address) {
        long offset = address - start;
        return offset >= 0 && offset < 4L * length ? words[(int) (offset >>> 2)] : program.original(address);
    }

    @Override
    @MaxDepth(1)
    public boolean constant(long address) {
        return program.constant(address);
    }

    @Override
    public long allocate(long near, int bytes) {
        return 0;
    }

    @Override
    public long allocateNear(long near, int bytes) {
        return 0;
    }

    @Override
    public void release(long address, int bytes) {
        assert false;
    }

    @Override
    public void write(long address, int word) {
        assert false;
    }

    @Override
    public void flush(long address, int bytes) {
        assert false;
    }

    @Override
    @MaxDepth(1)
    public boolean executing(long address, int bytes) {
        return program.executing(address, bytes);
    }
}
