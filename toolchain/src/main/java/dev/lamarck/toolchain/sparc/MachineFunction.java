package dev.lamarck.toolchain.sparc;

import dev.lamarck.toolchain.ir.SourceMethod;
import java.util.ArrayList;
import java.util.List;

/** A function from selection to emission. */
final class MachineFunction {
    /** Whether the routine works in its caller's window. */
    enum Mode { LEAF, WINDOW }

    /** Code addresses that a switch jumps through. */
    record JumpTable(String symbol, List<MachineBlock> targets) {}

    private final SourceMethod method;
    private final Mode mode;
    private final List<MachineBlock> blocks = new ArrayList<>();
    private final List<JumpTable> jumpTables = new ArrayList<>();
    private int nextRegister;
    private int nextBlock;
    private int spillSlots;
    private int stackArguments;

    MachineFunction(SourceMethod method, Mode mode, int virtualRegisters, int firstBlock) {
        this.method = method;
        this.mode = mode;
        this.nextRegister = Registers.FIRST_VIRTUAL + virtualRegisters;
        this.nextBlock = firstBlock;
    }

    SourceMethod method() {
        return method;
    }

    String symbol() {
        return method.symbol();
    }

    Mode mode() {
        return mode;
    }

    boolean isLeaf() {
        return mode == Mode.LEAF;
    }

    /** In order of emission, the entry first. */
    List<MachineBlock> blocks() {
        return blocks;
    }

    List<JumpTable> jumpTables() {
        return jumpTables;
    }

    MachineBlock newBlock(double frequency, boolean unlikely) {
        return new MachineBlock(nextBlock++, frequency, unlikely);
    }

    int newRegister() {
        return nextRegister++;
    }

    /** An upper bound of register numbers, virtual ones included. */
    int registerBound() {
        return nextRegister;
    }

    int newSpillSlot() {
        assert !isLeaf();
        return spillSlots++;
    }

    int spillSlots() {
        return spillSlots;
    }

    /** How many arguments of its calls lie on the stack, at most. */
    int stackArguments() {
        return stackArguments;
    }

    void needStackArguments(int count) {
        stackArguments = Math.max(stackArguments, count);
    }
}
