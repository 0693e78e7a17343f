package dev.lamarck.toolchain.sparc;

import dev.lamarck.hardware.isa.Insn;
import dev.lamarck.hardware.isa.Source2;
import java.util.function.IntConsumer;
import java.util.function.IntUnaryOperator;

/**
 * Which registers the forms that the compiler emits read and write, and the same instruction over other registers. {@code %g0} is no register here: it
 * neither carries a value nor is written.
 */
final class Operands {
    private Operands() {}

    /** The registers that the instruction reads, in the order of its operands, as many times as they occur. */
    static void forEachUse(Insn insn, IntConsumer action) {
        rename(insn, r -> given(r, action), r -> r);
    }

    /** The registers that the instruction writes. */
    static void forEachDefinition(Insn insn, IntConsumer action) {
        rename(insn, r -> r, r -> given(r, action));
    }

    private static int given(int register, IntConsumer action) {
        if (register != Registers.G0) {
            action.accept(register);
        }
        return register;
    }

    /**
     * The instruction with every register read replaced by {@code use} and every register written by {@code define}; one that is both
     * (a conditional move's, a swap's) is given to both, which must agree.
     */
    static Insn rename(Insn insn, IntUnaryOperator use, IntUnaryOperator define) {
        return switch (insn) {
            case Insn.Alu i -> new Insn.Alu(i.op(), use.applyAsInt(i.rs1()), source2(i.source2(), use), define.applyAsInt(i.rd()));
            case Insn.Immediate i -> new Insn.Immediate(i.op(), i.imm22(), define.applyAsInt(i.rd()));
            case Insn.Branch i -> new Insn.Branch(i.op(), i.condition(), i.annul(), i.predictTaken(), i.cc(), use.applyAsInt(i.rs1()), i.displacement());
            case Insn.Call i -> i;
            case Insn.Jump i -> new Insn.Jump(i.op(), use.applyAsInt(i.rs1()), source2(i.source2(), use), define.applyAsInt(i.rd()));
            case Insn.Trap i -> new Insn.Trap(i.op(), i.condition(), i.cc(), use.applyAsInt(i.rs1()), source2(i.source2(), use));
            case Insn.Load i -> new Insn.Load(i.op(), use.applyAsInt(i.rs1()), source2(i.source2(), use), i.asi(), define.applyAsInt(i.rd()));
            case Insn.Store i -> new Insn.Store(i.op(), use.applyAsInt(i.rd()), use.applyAsInt(i.rs1()), source2(i.source2(), use), i.asi());
            case Insn.CompareAndSwap i -> new Insn.CompareAndSwap(i.op(), use.applyAsInt(i.rs1()), use.applyAsInt(i.rs2()), i.asiRegister(), i.asi(),
                    both(i.rd(), use, define));
            case Insn.Sync i -> new Insn.Sync(i.op(), use.applyAsInt(i.rs1()), source2(i.source2(), use), i.asi(), i.function());
            case Insn.Move i -> new Insn.Move(i.op(), i.condition(), i.cc(), use.applyAsInt(i.rs1()), source2(i.source2(), use), both(i.rd(), use, define));
            case Insn.State i -> new Insn.State(i.op(), i.register(), use.applyAsInt(i.rs1()), source2(i.source2(), use), define.applyAsInt(i.rd()));
            case Insn.Control i -> i;
            case Insn.Atomic _, Insn.Fp _, Insn.FpCompare _, Insn.Vis _, Insn.Illegal _ -> throw new AssertionError("never selected: " + insn);
        };
    }

    private static Source2 source2(Source2 source2, IntUnaryOperator use) {
        return switch (source2) {
            case Source2.Register(int number) -> Source2.register(use.applyAsInt(number));
            case Source2.Immediate immediate -> immediate;
        };
    }

    private static int both(int register, IntUnaryOperator use, IntUnaryOperator define) {
        int renamed = define.applyAsInt(register);
        int used = use.applyAsInt(register);
        assert used == renamed : Registers.name(register);
        return renamed;
    }
}
