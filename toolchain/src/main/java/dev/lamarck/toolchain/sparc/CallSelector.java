package dev.lamarck.toolchain.sparc;

import dev.lamarck.hardware.isa.AluOp;
import dev.lamarck.hardware.isa.Insn;
import dev.lamarck.hardware.isa.JumpOp;
import dev.lamarck.hardware.isa.LoadOp;
import dev.lamarck.hardware.isa.MoveOp;
import dev.lamarck.hardware.isa.Source2;
import dev.lamarck.hardware.isa.StoreOp;
import dev.lamarck.hardware.isa.TrapOp;
import dev.lamarck.toolchain.ir.SymbolRef;
import dev.lamarck.toolchain.ir.Type;
import dev.lamarck.toolchain.ir.Value;
import dev.lamarck.toolchain.link.Relocation;
import java.util.List;

/** What crosses a routine's border by the V9 ABI: parameters, calls, results, system calls. */
final class CallSelector {
    /** Argument n of a call, in the caller's frame, is at {@code %sp + STACK_BIAS + 128 + 8 n}; the first six only if the callee puts them there. */
    private static final int ARGUMENT_AREA = Registers.STACK_BIAS + 128;
    private static final int SYSTEM_CALL_TRAP = 0x6D;
    private static final int XCC = 1;

    private final BlockWriter out;

    CallSelector(BlockWriter out) {
        this.out = out;
    }

    static int stackOffset(int argument) {
        return ARGUMENT_AREA + 8 * argument;
    }

    void parameter(Value parameter, int index) {
        boolean isLeaf = out.function().isLeaf();
        if (index < Registers.ARGUMENTS) {
            out.copy(BlockWriter.target(parameter), (isLeaf ? Registers.O0 : Registers.I0) + index);
        } else {
            int frame = isLeaf ? Registers.SP : Registers.FP;
            out.emit(new Insn.Load(LoadOp.LDX, frame, Source2.immediate(stackOffset(index)), 0, BlockWriter.target(parameter)));
        }
    }

    void call(Value value) {
        long uses = arguments(value.operands());
        SymbolUse symbol = new SymbolUse(Relocation.Kind.WDISP30, ((SymbolRef) value.detail()).name(), value.constant());
        out.emit(MachineInstruction.of(new Insn.Call(0), out.position()).with(symbol).with(new ImplicitEffects(uses, Registers.CALL_CLOBBERS)));
        result(value);
    }

    void callAddress(Value value) {
        int address = out.register(value.operand(0));
        long uses = arguments(value.operands().subList(1, value.operands().size()));
        Insn jump = new Insn.Jump(JumpOp.JMPL, address, Source2.immediate(0), Registers.O7);
        out.emit(MachineInstruction.of(jump, out.position()).with(new ImplicitEffects(uses, Registers.CALL_CLOBBERS)));
        result(value);
    }

    private long arguments(List<Value> arguments) {
        for (int i = Registers.ARGUMENTS; i < arguments.size(); i++) {
            out.emit(new Insn.Store(StoreOp.STX, out.register(arguments.get(i)), Registers.SP, Source2.immediate(stackOffset(i)), 0));
        }
        out.function().needStackArguments(arguments.size() - Registers.ARGUMENTS);
        return registerArguments(arguments.subList(0, Math.min(arguments.size(), Registers.ARGUMENTS)));
    }

    /** Puts the arguments into {@code %o0} and up; gives the set of registers used. */
    private long registerArguments(List<Value> arguments) {
        long uses = 0;
        for (int i = 0; i < arguments.size(); i++) {
            move(arguments.get(i), Registers.O0 + i);
            uses |= 1L << Registers.O0 + i;
        }
        return uses;
    }

    /** The value into a fixed register. */
    void move(Value value, int target) {
        if (value.isConstant()) {
            out.constant(target, value.constant());
        } else {
            out.copy(target, out.register(value));
        }
    }

    private void result(Value value) {
        if (value.type() != Type.VOID) {
            out.copy(BlockWriter.target(value), Registers.O0);
        }
    }

    /** Linux's convention: number in {@code %g1}; carry set in {@code %xcc} on error, with a positive error number in {@code %o0}. */
    void systemCall(Value value) {
        List<Value> operands = value.operands();
        long uses = registerArguments(operands.subList(1, operands.size())) | 1L << Registers.G1;
        move(operands.getFirst(), Registers.G1);
        Insn trap = new Insn.Trap(TrapOp.TCC, Conditions.ALWAYS, 0, Registers.G0, Source2.immediate(SYSTEM_CALL_TRAP));
        out.emit(MachineInstruction.of(trap, out.position()).with(new ImplicitEffects(uses, Registers.CALL_CLOBBERS)));
        int answer = out.newRegister();
        int negated = out.newRegister();
        int target = BlockWriter.target(value);
        out.copy(answer, Registers.O0);
        out.alu(AluOp.SUB, Registers.G0, Source2.register(answer), negated);
        out.copy(target, answer);
        out.emit(new Insn.Move(MoveOp.MOVICC, Conditions.CARRY, XCC, Registers.G0, Source2.register(negated), target));
    }

    void returnFrom(Value value) {
        boolean isLeaf = out.function().isLeaf();
        int result = isLeaf ? Registers.O0 : Registers.I0;
        if (value != null) {
            move(value, result);
        }
        Insn jump = new Insn.Jump(JumpOp.JMPL, isLeaf ? Registers.O7 : Registers.I7, Source2.immediate(8), Registers.G0);
        long uses = value == null ? 0 : 1L << result;
        out.emit(MachineInstruction.of(jump, out.position()).with(new ImplicitEffects(uses, 0)));
    }
}
