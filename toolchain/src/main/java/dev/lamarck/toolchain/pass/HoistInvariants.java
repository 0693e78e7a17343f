package dev.lamarck.toolchain.pass;

import dev.lamarck.toolchain.ir.Block;
import dev.lamarck.toolchain.ir.Cfg;
import dev.lamarck.toolchain.ir.Edge;
import dev.lamarck.toolchain.ir.Effect;
import dev.lamarck.toolchain.ir.Function;
import dev.lamarck.toolchain.ir.Op;
import dev.lamarck.toolchain.ir.Terminator;
import dev.lamarck.toolchain.ir.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Computes before a loop what is the same in every round of it. What has no effect may be computed even if the loop would not have come to it; a
 * null check only if it is the first thing that the loop does anyway. A loop that calls is left alone: what is kept over calls needs a register of the
 * window, and of these there are few.
 */
final class HoistInvariants {
    /** Values that are kept for a loop; more would be spilled. */
    private static final int MOST = 6;
    private static final Set<Op> CALLS = Set.of(Op.CALL_DIRECT, Op.CALL_VIRTUAL, Op.CALL_INTERFACE, Op.CALL_ADDRESS, Op.SYSTEM_CALL, Op.NEW, Op.NEW_ARRAY,
            Op.INSTANCE_OF, Op.CHECK_CAST, Op.ARRAY_STORE_CHECK);
    /** Made anew wherever they are needed, by an instruction or two: no computations. */
    private static final Set<Op> MADE_ANYWHERE = Set.of(Op.PARAMETER, Op.CONSTANT, Op.SYMBOL, Op.STRING, Op.HUB, Op.ENTRY);

    /** What may trap, but does so at once or not at all where it is the first thing that the loop does. */
    private static final Set<Op> IN_ANY_CASE = Set.of(Op.NULL_CHECK, Op.ARRAY_LENGTH);

    private final Function function;
    private final Cfg cfg;
    private final Block header;
    private final Set<Block> body;
    private final Set<Value> inside = new HashSet<>();
    private final List<Value> hoisted = new ArrayList<>();
    private int kept;

    private HoistInvariants(Function function, Cfg cfg, Block header) {
        this.function = function;
        this.cfg = cfg;
        this.header = header;
        this.body = cfg.loop(header);
        for (Block block : body) {
            inside.addAll(block.parameters());
            inside.addAll(block.instructions());
        }
    }

    /** High level, after checks have been removed. */
    static void run(Function function) {
        Set<Block> done = new HashSet<>();
        for (Cfg cfg = new Cfg(function);; cfg = new Cfg(function)) {
            Cfg current = cfg;
            List<Block> headers = cfg.order().stream().filter(block -> current.loopHeader(block) == block && !done.contains(block))
                    .sorted(Comparator.comparingInt(current::loopDepth).reversed()).toList();
            if (headers.isEmpty()) {
                return;
            }
            // From the innermost outwards; what leaves an inner loop may leave the outer one, too.
            done.add(headers.getFirst());
            new HoistInvariants(function, cfg, headers.getFirst()).hoist();
        }
    }

    private void hoist() {
        List<Block> entries = cfg.predecessors(header).stream().filter(block -> !body.contains(block)).toList();
        boolean calls = body.stream().flatMap(block -> block.instructions().stream()).anyMatch(value -> CALLS.contains(value.op()));
        if (entries.size() != 1 || calls) {
            return;
        }
        collect();
        if (!hoisted.isEmpty()) {
            place(entries.getFirst());
        }
    }

    private void collect() {
        boolean isFirst = true;
        for (Block block : cfg.order()) {
            if (body.contains(block) && !block.unlikely()) {
                for (Value value : List.copyOf(block.instructions())) {
                    if (isInvariant(value) && (isHarmless(value) || isFirst && IN_ANY_CASE.contains(value.op()))) {
                        take(block, value);
                    } else {
                        isFirst &= value.op().effect() == Effect.PURE || value.op().effect() == Effect.READ;
                    }
                }
            }
            isFirst &= block != header && !body.contains(block);
        }
    }

    private void take(Block block, Value value) {
        if (value.op() != Op.NULL_CHECK) {
            if (kept == MOST) {
                return;
            }
            kept++;
        }
        block.instructions().remove(value);
        inside.remove(value);
        hoisted.add(value);
    }

    private boolean isInvariant(Value value) {
        return !MADE_ANYWHERE.contains(value.op()) && value.operands().stream().allMatch(operand -> operand.isConstant() || !inside.contains(operand));
    }

    private boolean isHarmless(Value value) {
        return value.op().effect() == Effect.PURE && (value.op() != Op.ARRAY_LENGTH || isChecked(value.operand(0)));
    }

    /** Whether a reference has been found not to be null before the loop. */
    private boolean isChecked(Value reference) {
        boolean isMade = reference.op() == Op.NEW || reference.op() == Op.NEW_ARRAY;
        if (isMade || hoisted.stream().anyMatch(value -> isCheckOf(value, reference))) {
            return true;
        }
        for (Block block = cfg.immediateDominator(header); block != null; block = cfg.immediateDominator(block)) {
            if (block.instructions().stream().anyMatch(value -> isCheckOf(value, reference))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isCheckOf(Value value, Value reference) {
        return value.op() == Op.NULL_CHECK && value.operand(0) == reference;
    }

    /** At the end of the block before the loop; one is made where that block may go elsewhere. */
    private void place(Block entry) {
        Block before = entry;
        if (!(entry.terminator() instanceof Terminator.Goto)) {
            before = function.newBlock();
            split(entry, before);
        }
        for (Value value : hoisted) {
            List<Value> constants = value.operands().stream().filter(Value::isConstant).filter(inside::contains).toList();
            for (Value constant : constants) {
                Value copy = function.newConstant(constant.type(), constant.constant(), constant.position());
                before.instructions().add(copy);
                value.replaceOperands(operand -> operand == constant ? copy : operand);
            }
            before.instructions().add(value);
        }
    }

    private void split(Block entry, Block before) {
        function.blocks().add(function.blocks().indexOf(header), before);
        entry.terminator(entry.terminator().withEdges(edge -> {
            if (edge.target() != header) {
                return edge;
            }
            before.terminator(new Terminator.Goto(edge, entry.terminator().position()));
            return new Edge(before);
        }));
    }
}
