package dev.lamarck.hardware.isa;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** All rows of all forms, numbered. The order of the forms, and of the constants within each, gives the numbers. */
public final class InstructionTable {
    public static final List<Op> ALL = Stream.<Op[]>of(
                    AluOp.values(), ImmediateOp.values(), BranchOp.values(), JumpOp.values(), TrapOp.values(),
                    LoadOp.values(), StoreOp.values(), AtomicOp.values(), SyncOp.values(), MoveOp.values(),
                    StateOp.values(), ControlOp.values(), FpOp.values(), FpCompareOp.values(), VisOp.values())
            .flatMap(Arrays::stream)
            .toList();

    private static final Map<Op, Integer> NUMBERS = new HashMap<>();

    static {
        for (Op op : ALL) {
            NUMBERS.put(op, NUMBERS.size());
        }
    }

    private InstructionTable() {}

    /** The row with this number. */
    public static Op op(int number) {
        return ALL.get(number);
    }

    static int number(Op op) {
        return NUMBERS.get(op);
    }
}
