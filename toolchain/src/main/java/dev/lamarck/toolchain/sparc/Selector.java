package dev.lamarck.toolchain.sparc;

import dev.lamarck.hardware.isa.AluOp;
import dev.lamarck.hardware.isa.ControlOp;
import dev.lamarck.hardware.isa.Insn;
import dev.lamarck.hardware.isa.Source2;
import dev.lamarck.hardware.isa.StateOp;
import dev.lamarck.hardware.isa.SyncOp;
import dev.lamarck.hardware.isa.TrapOp;
import dev.lamarck.toolchain.ir.Block;
import dev.lamarck.toolchain.ir.Cfg;
import dev.lamarck.toolchain.ir.Edge;
import dev.lamarck.toolchain.ir.Function;
import dev.lamarck.toolchain.ir.Level;
import dev.lamarck.toolchain.ir.Op;
import dev.lamarck.toolchain.ir.Position;
import dev.lamarck.toolchain.ir.Terminator;
import dev.lamarck.toolchain.ir.Value;
import dev.lamarck.toolchain.magic.Cpu;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Instruction selection, which also ends SSA form: block parameters become registers that every edge writes. A value's register is its
 * number plus {@link Registers#FIRST_VIRTUAL}.
 */
final class Selector {
    private final Function source;
    private final Cfg cfg;
    private final NeededValues needed;
    private final MachineFunction function;
    private final LoopConstants loops;
    private final BlockWriter out;
    private final MemorySelector memory;
    private final CallSelector calls;
    private final ComparisonSelector comparisons;
    private final SwitchSelector switches;
    private final DivisionSelector divisions;
    private final Map<Block, MachineBlock> blocks = new HashMap<>();
    private final List<MachineBlock> edgeBlocks = new ArrayList<>();
    /** How many instructions of a block come before its end. */
    private final Map<Block, Integer> ends = new HashMap<>();

    private Selector(Function source, MachineFunction.Mode mode) {
        this.source = source;
        this.cfg = new Cfg(source);
        this.needed = new NeededValues(source);
        this.function = new MachineFunction(source.method(), mode, source.valueBound(), source.blockBound());
        this.loops = new LoopConstants(cfg);
        this.out = new BlockWriter(function, !contains(source, Set.of(Op.WRITE_THREAD)), loops);
        this.memory = new MemorySelector(out, needed);
        this.calls = new CallSelector(out);
        this.comparisons = new ComparisonSelector(out, needed);
        this.switches = new SwitchSelector(out);
        this.divisions = new DivisionSelector(out);
    }

    /** Precondition: {@code source} is verified, at low level; LEAF only if it {@link #callsNothing}. */
    static MachineFunction select(Function source, MachineFunction.Mode mode) {
        assert source.level() == Level.LOW;
        return new Selector(source, mode).run();
    }

    /** Whether the function could do without a window. */
    static boolean callsNothing(Function source) {
        return !contains(source, Set.of(Op.CALL, Op.CALL_ADDRESS, Op.SYSTEM_CALL));
    }

    private static boolean contains(Function source, Set<Op> ops) {
        return source.blocks().stream().flatMap(b -> b.instructions().stream()).anyMatch(v -> ops.contains(v.op()));
    }

    private MachineFunction run() {
        List<Block> reachable = source.blocks().stream().filter(cfg::reachable).toList();
        reachable.forEach(b -> blocks.put(b, new MachineBlock(b.id(), cfg.frequency(b), b.unlikely())));
        for (int i = 0; i < reachable.size(); i++) {
            Block block = reachable.get(i);
            MachineBlock machine = blocks.get(block);
            function.blocks().add(machine);
            out.start(machine);
            out.from(block);
            if (i == 0) {
                parameters();
            }
            block.instructions().stream().filter(needed::isNeeded).forEach(this::value);
            ends.put(block, machine.instructions().size());
            end(block, i + 1 < reachable.size() ? reachable.get(i + 1) : null);
        }
        reachable.forEach(this::constantsOfLoops);
        placeEdgeBlocks();
        return function;
    }

    /** Only now it is known which constants a loop needs. */
    private void constantsOfLoops(Block before) {
        List<MachineInstruction> made = new ArrayList<>();
        loops.at(before).forEach((constant, register) -> Constants.load(constant, register, out::newRegister)
                .forEach(insn -> made.add(MachineInstruction.of(insn, before.terminator().position()))));
        blocks.get(before).instructions().addAll(ends.get(before), made);
    }

    private void parameters() {
        out.at(new Position(source.method(), source.method().line(), null));
        List<Value> parameters = source.parameters();
        for (int i = 0; i < parameters.size(); i++) {
            if (needed.isUsed(parameters.get(i))) {
                calls.parameter(parameters.get(i), i);
            }
        }
    }

    private void value(Value value) {
        out.at(value.position());
        int target = BlockWriter.target(value);
        switch (value.op()) {
            case CONSTANT, SYMBOL -> { }
            case READ_THREAD -> {
                if (!out.isRecomputed(value)) {
                    out.copy(target, Registers.G7);
                }
            }
            case ADD -> commutative(AluOp.ADD, value);
            case SUBTRACT -> subtract(value);
            case MULTIPLY -> divisions.multiply(value);
            case DIVIDE -> divisions.divide(value);
            case DIVIDE_UNSIGNED -> divisions.divideUnsigned(value);
            case AND -> commutative(AluOp.AND, value);
            case OR -> commutative(AluOp.OR, value);
            case XOR -> commutative(AluOp.XOR, value);
            case SHIFT_LEFT -> shift(AluOp.SLLX, value, 63);
            case SHIFT_RIGHT -> shift(AluOp.SRAX, value, 63);
            case SHIFT_RIGHT_UNSIGNED -> shift(AluOp.SRLX, value, 63);
            case SHIFT_LEFT_INT -> shift(AluOp.SLL, value, 31);
            case SHIFT_RIGHT_INT -> shift(AluOp.SRA, value, 31);
            case SHIFT_RIGHT_UNSIGNED_INT -> shift(AluOp.SRL, value, 31);
            case EXTEND_INT -> out.alu(AluOp.SRA, out.register(value.operand(0)), Source2.immediate(0), target);
            case EXTEND_UNSIGNED_INT -> out.alu(AluOp.SRL, out.register(value.operand(0)), Source2.immediate(0), target);
            case COMPARE -> comparisons.compareTo(value);
            case SELECT -> comparisons.select(value);
            case TRAP_IF -> comparisons.trapIf(value);
            case LOAD -> memory.load(value);
            case STORE -> memory.store(value);
            case COMPARE_AND_SWAP -> memory.compareAndSwap(value);
            case READ_PRIVILEGED -> out.emit(readPrivileged((int) value.constant(), target));
            case WRITE_PRIVILEGED -> out.emit(new Insn.State(StateOp.WRPR, (int) value.constant(), Registers.G0, out.source2(value.operand(0)), Registers.G0));
            case READ_STATE -> out.emit(readState((int) value.constant(), target));
            case WRITE_STATE -> out.emit(writeState((int) value.constant(), out.source2(value.operand(0))));
            case FLUSH_WINDOWS -> out.emit(new Insn.Control(ControlOp.FLUSHW, 0));
            case FLUSH_INSTRUCTION -> out.emit(new Insn.Sync(SyncOp.FLUSH, out.register(value.operand(0)), Source2.immediate(0), 0, 0));
            case BARRIER -> out.emit(new Insn.Sync(SyncOp.MEMBAR, Registers.G0, Source2.immediate(0), 0, (int) value.constant()));
            case WRITE_THREAD -> calls.move(value.operand(0), Registers.G7);
            case READ_CPU -> out.copy(target, Registers.G6);
            case WRITE_CPU -> calls.move(value.operand(0), Registers.G6);
            case READ_STACK_POINTER -> out.copy(target, Registers.SP);
            case CALL -> calls.call(value);
            case CALL_ADDRESS -> calls.callAddress(value);
            case SYSTEM_CALL -> calls.systemCall(value);
            case PARAMETER, REMAINDER, REMAINDER_UNSIGNED, THREE_WAY_COMPARE, INT_TO_LONG, UNSIGNED_INT_TO_LONG, LONG_TO_INT, INT_TO_BYTE, INT_TO_SHORT,
                    INT_TO_CHAR, STRING, HUB, ENTRY, REINTERPRET, NULL_CHECK, BOUNDS_CHECK, ARRAY_LENGTH, LOAD_FIELD, STORE_FIELD, LOAD_STATIC,
                    STORE_STATIC, LOAD_ELEMENT, STORE_ELEMENT, ARRAY_STORE_CHECK, NEW, NEW_ARRAY, INSTANCE_OF, CHECK_CAST, CALL_DIRECT,
                    CALL_VIRTUAL, CALL_INTERFACE -> throw new AssertionError(value.op() + " at low level");
        }
    }

    private void commutative(AluOp op, Value value) {
        Value left = value.operand(0);
        boolean isSwapped = left.isConstant();
        Value first = isSwapped ? value.operand(1) : left;
        Value second = isSwapped ? left : value.operand(1);
        out.alu(op, out.register(first), out.source2(second), BlockWriter.target(value));
    }

    private void binary(AluOp op, Value value) {
        out.alu(op, out.register(value.operand(0)), out.source2(value.operand(1)), BlockWriter.target(value));
    }

    private void subtract(Value value) {
        Value right = value.operand(1);
        if (right.isConstant(4096)) {
            // 4096 does not fit the immediate, −4096 does
            out.alu(AluOp.ADD, out.register(value.operand(0)), Source2.immediate(-4096), BlockWriter.target(value));
        } else {
            binary(AluOp.SUB, value);
        }
    }

    private void shift(AluOp op, Value value, int mask) {
        Value count = value.operand(1);
        Source2 right = count.isConstant() ? Source2.immediate((int) count.constant() & mask) : Source2.register(out.register(count));
        out.alu(op, out.register(value.operand(0)), right, BlockWriter.target(value));
    }

    private static Insn readPrivileged(int register, int target) {
        return new Insn.State(register == Cpu.VERSION ? StateOp.RDVER : StateOp.RDPR, register == Cpu.VERSION ? 0 : register, Registers.G0,
                Source2.register(Registers.G0), target);
    }

    private static Insn readState(int register, int target) {
        StateOp op = switch (register) {
            case Cpu.ASR_Y -> StateOp.RDY;
            case Cpu.ASR_CCR -> StateOp.RDCCR;
            case Cpu.ASR_ASI -> StateOp.RDASI;
            case Cpu.ASR_TICK -> StateOp.RDTICK;
            case Cpu.ASR_FPRS -> StateOp.RDFPRS;
            case Cpu.ASR_GSR -> StateOp.RDGSR;
            default -> StateOp.RDASR;
        };
        return new Insn.State(op, op == StateOp.RDASR ? register : 0, Registers.G0, Source2.register(Registers.G0), target);
    }

    private static Insn writeState(int register, Source2 value) {
        StateOp op = switch (register) {
            case Cpu.ASR_Y -> StateOp.WRY;
            case Cpu.ASR_CCR -> StateOp.WRCCR;
            case Cpu.ASR_ASI -> StateOp.WRASI;
            case Cpu.ASR_FPRS -> StateOp.WRFPRS;
            case Cpu.ASR_GSR -> StateOp.WRGSR;
            default -> StateOp.WRASR;
        };
        return new Insn.State(op, op == StateOp.WRASR ? register : 0, Registers.G0, value, Registers.G0);
    }

    private void end(Block block, Block following) {
        out.at(block.terminator().position());
        switch (block.terminator()) {
            case Terminator.Goto g -> {
                moves(g.edge());
                out.block().next(blocks.get(g.edge().target()));
            }
            case Terminator.Branch b -> branch(block, b, following);
            case Terminator.Switch s -> {
                List<MachineBlock> targets = s.targets().stream().map(this::way).toList();
                switches.select(out.register(s.value()), s.keys(), targets, way(s.otherwise()));
            }
            case Terminator.Return r -> calls.returnFrom(r.value());
            case Terminator.Trap t -> trap(t);
        }
    }

    private void branch(Block block, Terminator.Branch b, Block following) {
        MachineBlock from = out.block();
        MachineBlock then = way(b.then());
        MachineBlock otherwise = way(b.otherwise());
        boolean predictTaken = cfg.frequency(b.then().target()) > cfg.frequency(b.otherwise().target()) || isBack(block, b.then());
        comparisons.branch(b.comparison(), b.left(), b.right(), then, predictTaken);
        from.next(otherwise);
        // code on the edge that goes on or back belongs right behind the branch
        if (edgeBlocks.contains(then) && (b.then().target() == following || isBack(block, b.then()))) {
            function.blocks().add(then);
            edgeBlocks.remove(then);
        } else if (edgeBlocks.contains(otherwise)) {
            function.blocks().add(otherwise);
            edgeBlocks.remove(otherwise);
        }
    }

    private boolean isBack(Block from, Edge edge) {
        return cfg.dominates(edge.target(), from);
    }

    /** The block to go to: the edge's target, or one that first moves the edge's arguments. */
    private MachineBlock way(Edge edge) {
        MachineBlock target = blocks.get(edge.target());
        if (edge.arguments().isEmpty()) {
            return target;
        }
        MachineBlock from = out.block();
        MachineBlock block = function.newBlock(Math.min(from.frequency(), target.frequency()), from.unlikely() || target.unlikely());
        out.start(block);
        moves(edge);
        block.next(target);
        out.start(from);
        edgeBlocks.add(block);
        return block;
    }

    /** Arguments to parameters, all at once: registers first, then what needs no register. */
    private void moves(Edge edge) {
        List<ParallelMoves.Move> moves = new ArrayList<>();
        List<Value> parameters = edge.target().parameters();
        for (int i = 0; i < parameters.size(); i++) {
            Value argument = edge.arguments().get(i);
            if (needed.isUsed(parameters.get(i)) && !out.isRecomputed(argument)) {
                moves.add(new ParallelMoves.Move(BlockWriter.target(parameters.get(i)), BlockWriter.target(argument)));
            }
        }
        ParallelMoves.sequence(moves, out::newRegister).forEach(m -> out.copy(m.to(), m.from()));
        for (int i = 0; i < parameters.size(); i++) {
            Value argument = edge.arguments().get(i);
            if (needed.isUsed(parameters.get(i)) && out.isRecomputed(argument)) {
                calls.move(argument, BlockWriter.target(parameters.get(i)));
            }
        }
    }

    private void trap(Terminator.Trap trap) {
        long uses = 0;
        if (trap.message() != null) {
            calls.move(trap.message(), Registers.O0);
            uses = 1L << Registers.O0;
        }
        Insn insn = new Insn.Trap(TrapOp.TCC, Conditions.ALWAYS, 0, Registers.G0, Source2.immediate(trap.kind()));
        out.emit(MachineInstruction.of(insn, out.position()).with(new ImplicitEffects(uses, 0)));
    }

    /** Edge code that stands nowhere yet goes behind the likely blocks. */
    private void placeEdgeBlocks() {
        int at = 0;
        while (at < function.blocks().size() && !function.blocks().get(at).unlikely()) {
            at++;
        }
        function.blocks().addAll(at, edgeBlocks);
    }
}
