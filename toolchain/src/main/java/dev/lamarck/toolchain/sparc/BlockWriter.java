package dev.lamarck.toolchain.sparc;

import dev.lamarck.hardware.isa.AluOp;
import dev.lamarck.hardware.isa.ImmediateOp;
import dev.lamarck.hardware.isa.Insn;
import dev.lamarck.hardware.isa.Source2;
import dev.lamarck.toolchain.ir.Block;
import dev.lamarck.toolchain.ir.Op;
import dev.lamarck.toolchain.ir.Position;
import dev.lamarck.toolchain.ir.SymbolRef;
import dev.lamarck.toolchain.ir.Value;
import dev.lamarck.toolchain.link.Relocation;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Appends instructions to the block being selected and knows in which register a value is. Constants and symbols have no register of their
 * own: they become immediates, or are made once in each block that needs them; large constants of a loop, once {@linkplain LoopConstants before it}.
 */
final class BlockWriter {
    private final MachineFunction function;
    private final boolean threadIsFixed;
    private final LoopConstants loops;
    private final Map<Object, Integer> made = new HashMap<>();
    private Block source;
    private MachineBlock block;
    private Position position;

    /** {@code threadIsFixed}: the function does not write {@code %g7}, so that it may be read wherever its value is needed. */
    BlockWriter(MachineFunction function, boolean threadIsFixed, LoopConstants loops) {
        this.function = function;
        this.threadIsFixed = threadIsFixed;
        this.loops = loops;
    }

    /** What is written next comes from a block. */
    void from(Block newSource) {
        source = newSource;
    }

    void start(MachineBlock newBlock) {
        block = newBlock;
        made.clear();
    }

    MachineBlock block() {
        return block;
    }

    MachineFunction function() {
        return function;
    }

    /** What is written from here on belongs to this place in the source. */
    void at(Position newPosition) {
        position = newPosition;
    }

    Position position() {
        return position;
    }

    int newRegister() {
        return function.newRegister();
    }

    void emit(Insn insn) {
        emit(MachineInstruction.of(insn, position));
    }

    void emit(MachineInstruction instruction) {
        block.add(instruction);
    }

    /** The block's last instruction so far, or null. */
    MachineInstruction last() {
        return block.instructions().isEmpty() ? null : block.instructions().getLast();
    }

    void replaceLast(MachineInstruction replacement) {
        block.instructions().set(block.instructions().size() - 1, replacement);
    }

    void alu(AluOp op, int left, Source2 right, int target) {
        emit(new Insn.Alu(op, left, right, target));
    }

    void copy(int to, int from) {
        emit(MachineInstruction.copy(to, from, position));
    }

    void constant(int target, long value) {
        Constants.load(value, target, function::newRegister).forEach(this::emit);
    }

    /** The register that an instruction's result goes to. */
    static int target(Value value) {
        return Registers.FIRST_VIRTUAL + value.id();
    }

    /** A register that holds the value here. */
    int register(Value value) {
        return switch (value.op()) {
            case CONSTANT -> constant(value.constant());
            case SYMBOL -> symbol(((SymbolRef) value.detail()).name(), value.constant());
            case READ_THREAD -> threadIsFixed ? Registers.G7 : target(value);
            default -> target(value);
        };
    }

    int constant(long value) {
        if (value == 0) {
            return Registers.G0;
        }
        OptionalInt held = loops.register(source, value, this::newRegister);
        if (held.isPresent()) {
            return held.getAsInt();
        }
        return made.computeIfAbsent(value, _ -> {
            int target = newRegister();
            constant(target, value);
            return target;
        });
    }

    private int symbol(String name, long addend) {
        SymbolUse use = new SymbolUse(Relocation.Kind.LO10, name, addend);
        Integer known = made.get(use);
        if (known != null) {
            return known;
        }
        int target = newRegister();
        Insn or = new Insn.Alu(AluOp.OR, symbolHigh(name, addend), Source2.immediate(0), target);
        emit(MachineInstruction.of(or, position).with(use));
        made.put(use, target);
        return target;
    }

    /** A register that holds the upper 22 of the 32 bits of symbol + addend. */
    int symbolHigh(String name, long addend) {
        SymbolUse use = new SymbolUse(Relocation.Kind.HI22, name, addend);
        Integer known = made.get(use);
        if (known != null) {
            return known;
        }
        int high = newRegister();
        emit(MachineInstruction.of(new Insn.Immediate(ImmediateOp.SETHI, 0, high), position).with(use));
        made.put(use, high);
        return high;
    }

    /** Whether the value has no virtual register of its own, but is to be had anywhere. */
    boolean isRecomputed(Value value) {
        return switch (value.op()) {
            case CONSTANT, SYMBOL -> true;
            case READ_THREAD -> threadIsFixed;
            default -> false;
        };
    }

    /** The value as a second source: an immediate if it fits 13 bits. */
    Source2 source2(Value value) {
        return value.op() == Op.CONSTANT && Constants.isSigned13(value.constant())
                ? Source2.immediate((int) value.constant()) : Source2.register(register(value));
    }
}
