package dev.lamarck.toolchain.ir;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Checks what every pass must leave true: ops of the function's level, operand counts, one definition each, definitions dominate uses,
 * edges match their targets' parameters, types at low level. A failure is a bug of ours, with the function's text.
 */
public final class Verifier {
    private final Function function;
    private final Cfg cfg;
    private final Set<Value> defined = new HashSet<>();
    private final Set<Block> listed = new HashSet<>();
    private final Block[] home;
    private final int[] place;

    private Verifier(Function function) {
        this.function = function;
        this.home = new Block[function.valueBound()];
        this.place = new int[function.valueBound()];
        for (Block block : function.blocks()) {
            require(listed.add(block), () -> block + " listed twice");
            require(block.terminator() != null, () -> block + " has no end");
        }
        this.cfg = new Cfg(function);
    }

    /** Throws {@link AssertionError} naming {@code after} (the pass that ran last) if the function is not well formed. */
    public static void verify(Function function, String after) {
        try {
            new Verifier(function).run();
        } catch (AssertionError e) {
            throw new AssertionError("after " + after + ": " + e.getMessage() + "\n" + Printer.print(function), e);
        }
    }

    private void run() {
        for (Block block : function.blocks()) {
            int index = 0;
            for (Value parameter : block.parameters()) {
                require(parameter.op() == Op.PARAMETER, () -> parameter + " is no parameter");
                define(parameter, block, index++);
            }
            for (Value value : block.instructions()) {
                shape(value);
                define(value, block, index++);
            }
        }
        for (Block block : cfg.order()) {
            require(listed.contains(block), () -> block + " is reachable but not listed");
            for (Value value : block.instructions()) {
                value.operands().forEach(o -> use(o, block, place[value.id()], value));
            }
            end(block);
        }
        require(cfg.predecessors(function.entry()).isEmpty(), () -> "an edge leads to the entry");
    }

    private void define(Value value, Block block, int index) {
        require(defined.add(value), () -> value + " defined twice");
        boolean typed = function.level() == Level.HIGH || value.type() == Type.LONG || value.type() == Type.VOID;
        require(typed, () -> value + " has type " + value.type() + " at low level");
        home[value.id()] = block;
        place[value.id()] = index;
    }

    private void shape(Value value) {
        Op op = value.op();
        require(op != Op.PARAMETER && op.allowedAt(function.level()), () -> op + " at level " + function.level());
        require(op.operands() == Op.ANY_NUMBER || op.operands() == value.operands().size(), () -> value + " has a wrong number of operands");
        Class<? extends Detail> kind = switch (op) {
            case LOAD, STORE, COMPARE_AND_SWAP, LOAD_ELEMENT, STORE_ELEMENT -> Access.class;
            case COMPARE, SELECT, TRAP_IF, THREE_WAY_COMPARE -> Comparison.class;
            case SYMBOL, CALL -> SymbolRef.class;
            case LOAD_FIELD, STORE_FIELD, LOAD_STATIC, STORE_STATIC -> FieldRef.class;
            case CALL_DIRECT, CALL_VIRTUAL, CALL_INTERFACE, ENTRY -> MethodRef.class;
            case NEW, NEW_ARRAY, INSTANCE_OF, CHECK_CAST, HUB, ARRAY_STORE_CHECK -> TypeRef.class;
            case STRING -> StringLiteral.class;
            default -> null;
        };
        require(kind == null ? value.detail() == null : kind.isInstance(value.detail()), () -> value + " has detail " + value.detail());
        require(!value.isConstant() || value.type() != Type.INT || value.constant() == (int) value.constant(), () -> value + " is no int");
    }

    private void end(Block block) {
        Terminator end = block.terminator();
        end.operands().forEach(o -> use(o, block, Integer.MAX_VALUE, block));
        for (Edge edge : end.edges()) {
            List<Value> parameters = edge.target().parameters();
            require(parameters.size() == edge.arguments().size(), () -> block + " -> " + edge + ": wrong number of arguments");
            for (int i = 0; i < parameters.size(); i++) {
                use(edge.arguments().get(i), block, Integer.MAX_VALUE, block);
                require(parameters.get(i).type() == edge.arguments().get(i).type(), () -> block + " -> " + edge + ": type of an argument");
            }
        }
    }

    /** {@code by} is an instruction, or a block for its end. */
    private void use(Value value, Block block, int at, Object by) {
        require(defined.contains(value), () -> by + " uses " + value + ", which is not defined");
        require(value.type() != Type.VOID, () -> by + " uses " + value + ", which has no value");
        Block from = home[value.id()];
        boolean before = from == block ? place[value.id()] < at : cfg.reachable(from) && cfg.dominates(from, block);
        require(before, () -> by + " uses " + value + ", whose definition does not dominate it");
    }

    private static void require(boolean condition, Supplier<String> message) {
        if (!condition) {
            throw new AssertionError(message.get());
        }
    }
}
