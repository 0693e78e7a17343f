package dev.lamarck.toolchain.sparc;

import java.util.ArrayList;
import java.util.List;

/**
 * Instructions run one after the other; branches to other blocks stand at the end, after them control goes to {@link #next}.
 * A conditional branch is the last instruction; a jump through a table is too, and names its targets in {@link #tableTargets}.
 */
final class MachineBlock {
    private final int id;
    private final double frequency;
    private final boolean unlikely;
    private List<MachineInstruction> instructions = new ArrayList<>();
    private MachineBlock next;
    private List<MachineBlock> tableTargets = List.of();

    MachineBlock(int id, double frequency, boolean unlikely) {
        this.id = id;
        this.frequency = frequency;
        this.unlikely = unlikely;
    }

    int id() {
        return id;
    }

    /** Estimated executions a call of the function. */
    double frequency() {
        return frequency;
    }

    boolean unlikely() {
        return unlikely;
    }

    List<MachineInstruction> instructions() {
        return instructions;
    }

    void instructions(List<MachineInstruction> replacement) {
        instructions = replacement;
    }

    void add(MachineInstruction instruction) {
        instructions.add(instruction);
    }

    /** Where control goes past the last instruction; null if it does not get there. */
    MachineBlock next() {
        return next;
    }

    void next(MachineBlock block) {
        next = block;
    }

    List<MachineBlock> tableTargets() {
        return tableTargets;
    }

    void tableTargets(List<MachineBlock> targets) {
        tableTargets = targets;
    }

    /** The conditional branch at the end, or null. */
    MachineInstruction branch() {
        return !instructions.isEmpty() && instructions.getLast().target() != null ? instructions.getLast() : null;
    }

    List<MachineBlock> successors() {
        List<MachineBlock> successors = new ArrayList<>(tableTargets);
        if (branch() != null) {
            successors.add(branch().target());
        }
        if (next != null) {
            successors.add(next);
        }
        return successors;
    }

    @Override
    public String toString() {
        return ".L" + id;
    }
}
