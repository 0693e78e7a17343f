package dev.lamarck.toolchain.pass;

import dev.lamarck.toolchain.frontend.ClassStore;
import dev.lamarck.toolchain.frontend.FieldInfo;
import dev.lamarck.toolchain.frontend.SymbolNames;
import dev.lamarck.toolchain.frontend.World;
import dev.lamarck.toolchain.heap.ImageHeap;
import dev.lamarck.toolchain.ir.Access;
import dev.lamarck.toolchain.ir.Block;
import dev.lamarck.toolchain.ir.Cfg;
import dev.lamarck.toolchain.ir.Comparison;
import dev.lamarck.toolchain.ir.Condition;
import dev.lamarck.toolchain.ir.Datum;
import dev.lamarck.toolchain.ir.Edge;
import dev.lamarck.toolchain.ir.Emitter;
import dev.lamarck.toolchain.ir.FieldRef;
import dev.lamarck.toolchain.ir.Function;
import dev.lamarck.toolchain.ir.Level;
import dev.lamarck.toolchain.ir.Location;
import dev.lamarck.toolchain.ir.MethodRef;
import dev.lamarck.toolchain.ir.Op;
import dev.lamarck.toolchain.ir.StringLiteral;
import dev.lamarck.toolchain.ir.SymbolRef;
import dev.lamarck.toolchain.ir.Type;
import dev.lamarck.toolchain.ir.TypeRef;
import dev.lamarck.toolchain.ir.Value;
import dev.lamarck.toolchain.ir.Width;
import dev.lamarck.toolchain.magic.CheckTrap;
import dev.lamarck.toolchain.magic.Cpu;
import dev.lamarck.toolchain.magic.HubLayout;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * From Java to registers and addresses: makes the low-level function of a high-level one. Members become offsets and symbols, type tests
 * loads and compares, allocation a call of the runtime hook, int arithmetic 64-bit arithmetic and an extension. A null check
 * disappears into the first access it protects, which then faults on page zero.
 */
public final class Lower {
    private static final int SHIFT_FOR_BYTE = 56;
    private static final int SHIFT_FOR_SHORT = 48;

    private final World world;
    private final ImageHeap heap;
    private final RuntimeHooks hooks;
    private final Function source;
    private final Emitter emitter;
    private final TypeTests tests;
    private final Map<Value, Value> values = new HashMap<>();
    private final Map<Block, Block> blocks = new HashMap<>();
    private Set<Value> faulting = Set.of();

    private Lower(Function source, World world, ImageHeap heap, RuntimeHooks hooks) {
        this.source = source;
        this.world = world;
        this.heap = heap;
        this.hooks = hooks;
        Function target = new Function(source.method(), source.outOfLine());
        target.level(Level.LOW);
        this.emitter = new Emitter(target);
        this.tests = new TypeTests(world, emitter);
    }

    /** Needs bound calls, and the heap frozen. */
    public static Function run(Function function, World world, ImageHeap heap, RuntimeHooks hooks) {
        return new Lower(function, world, heap, hooks).lower();
    }

    private Function lower() {
        Cfg cfg = new Cfg(source);
        for (Block block : cfg.order()) {
            Block low = emitter.function().newBlock();
            low.unlikely(block.unlikely());
            blocks.put(block, low);
            block.parameters().forEach(p -> values.put(p, emitter.function().addParameter(low, Type.LONG)));
        }
        for (Block block : cfg.order()) {
            emitter.begin(blocks.get(block));
            NullChecks checks = NullChecks.of(block, world.layouts(), world.store());
            faulting = checks.faulting();
            for (Value value : block.instructions()) {
                emitter.at(value.position());
                if (!checks.folded().contains(value)) {
                    values.put(value, lower(value));
                }
            }
            emitter.at(block.terminator().position());
            emitter.end(block.terminator().withValues(values::get).withEdges(e -> new Edge(blocks.get(e.target()), e.arguments())));
        }
        return emitter.function();
    }

    private Value operand(Value value, int index) {
        return values.get(value.operand(index));
    }

    private List<Value> operands(Value value) {
        return value.operands().stream().map(values::get).toList();
    }

    private Value constant(long value) {
        return emitter.constant(Type.LONG, value);
    }

    private Value symbol(String name) {
        return emitter.emit(Op.SYMBOL, Type.LONG, new SymbolRef(name));
    }

    private Value op(Op op, Value... operands) {
        return emitter.emit(op, Type.LONG, null, operands);
    }

    private static Type lowType(Value value) {
        return value.type() == Type.VOID ? Type.VOID : Type.LONG;
    }

    private Value lower(Value value) {
        return switch (value.op()) {
            case ADD, SUBTRACT, MULTIPLY, DIVIDE -> extendIfInt(value, op(value.op(), operand(value, 0), operand(value, 1)));
            case SHIFT_LEFT, SHIFT_RIGHT, SHIFT_RIGHT_UNSIGNED -> shift(value);
            case REMAINDER -> remainder(value, Op.DIVIDE);
            case REMAINDER_UNSIGNED -> remainder(value, Op.DIVIDE_UNSIGNED);
            case THREE_WAY_COMPARE -> threeWay(value);
            case INT_TO_LONG, REINTERPRET -> operand(value, 0);
            case UNSIGNED_INT_TO_LONG -> op(Op.EXTEND_UNSIGNED_INT, operand(value, 0));
            case LONG_TO_INT -> op(Op.EXTEND_INT, operand(value, 0));
            case INT_TO_BYTE -> narrow(value, SHIFT_FOR_BYTE, Op.SHIFT_RIGHT);
            case INT_TO_SHORT -> narrow(value, SHIFT_FOR_SHORT, Op.SHIFT_RIGHT);
            case INT_TO_CHAR -> narrow(value, SHIFT_FOR_SHORT, Op.SHIFT_RIGHT_UNSIGNED);
            case COMPARE_AND_SWAP -> {
                Value old = emitter.emit(Op.COMPARE_AND_SWAP, Type.LONG, value.detail(), operands(value));
                yield extendIfInt(value, old);
            }
            case STRING -> symbol(heap.symbolOf((StringLiteral) value.detail()));
            case HUB -> symbol(SymbolNames.hub((TypeRef) value.detail()));
            case ENTRY -> symbol(symbolOf((MethodRef) value.detail()));
            case NULL_CHECK -> trapIf(CheckTrap.NULL, Condition.EQUAL, Width.LONG, operand(value, 0), constant(0));
            case BOUNDS_CHECK -> trapIf(CheckTrap.BOUNDS, Condition.ABOVE_EQUAL, Width.INT, operand(value, 0), operand(value, 1));
            case ARRAY_LENGTH -> load(value, operand(value, 0), HubLayout.ARRAY_LENGTH, new Access(Datum.INT, Location.HEADER));
            case LOAD_FIELD, STORE_FIELD, LOAD_STATIC, STORE_STATIC -> field(value);
            case LOAD_ELEMENT -> load(value, elementAddress(value), HubLayout.ARRAY_ELEMENTS, value.access());
            case STORE_ELEMENT -> store(value, elementAddress(value), HubLayout.ARRAY_ELEMENTS, operand(value, 2), value.access());
            case ARRAY_STORE_CHECK -> tests.checkArrayStore(operand(value, 0), operand(value, 1), (TypeRef) value.detail());
            case NEW, NEW_ARRAY -> allocate(value);
            case INSTANCE_OF -> tests.isInstance(operand(value, 0), (TypeRef) value.detail());
            case CHECK_CAST -> tests.checkCast(operand(value, 0), (TypeRef) value.detail());
            case CALL_DIRECT -> emitter.emit(Op.CALL, lowType(value), new SymbolRef(symbolOf((MethodRef) value.detail())), operands(value));
            case CALL_VIRTUAL -> callVirtual(value);
            case CALL_INTERFACE -> callInterface(value);
            default -> emitter.emitWith(value.constant(), value.op(), lowType(value), value.detail(), operands(value).toArray(Value[]::new));
        };
    }

    private String symbolOf(MethodRef method) {
        return world.method(method).source().symbol();
    }

    private Value extendIfInt(Value value, Value result) {
        return value.type() == Type.INT ? op(Op.EXTEND_INT, result) : result;
    }

    private Value shift(Value value) {
        if (value.type() == Type.LONG) {
            return op(value.op(), operand(value, 0), operand(value, 1));
        }
        Value a = operand(value, 0);
        Value b = operand(value, 1);
        return switch (value.op()) {
            case SHIFT_LEFT -> op(Op.EXTEND_INT, op(Op.SHIFT_LEFT_INT, a, b));
            case SHIFT_RIGHT -> op(Op.SHIFT_RIGHT_INT, a, b);
            default -> op(Op.EXTEND_INT, op(Op.SHIFT_RIGHT_UNSIGNED_INT, a, b));
        };
    }

    /** a − a / b × b; within the range of b, so that no extension is needed. */
    private Value remainder(Value value, Op divide) {
        Value quotient = op(divide, operand(value, 0), operand(value, 1));
        return op(Op.SUBTRACT, operand(value, 0), op(Op.MULTIPLY, quotient, operand(value, 1)));
    }

    /** (a > b) − (a < b). */
    private Value threeWay(Value value) {
        Comparison less = value.comparison();
        Comparison greater = new Comparison(less.condition().swapped(), less.width());
        return op(Op.SUBTRACT, emitter.emit(Op.COMPARE, Type.LONG, greater, operand(value, 0), operand(value, 1)),
            emitter.emit(Op.COMPARE, Type.LONG, less, operand(value, 0), operand(value, 1)));
    }

    private Value narrow(Value value, int shift, Op back) {
        return op(back, op(Op.SHIFT_LEFT, operand(value, 0), constant(shift)), constant(shift));
    }

    private Value trapIf(int kind, Condition condition, Width width, Value left, Value right) {
        return emitter.emitWith(kind, Op.TRAP_IF, Type.VOID, new Comparison(condition, width), left, right);
    }

    /** Marks the access if a null check was folded into {@code value}. */
    private Access access(Value value, Access access) {
        return faulting.contains(value) ? access.checkingNull() : access;
    }

    private Value load(Value value, Value base, int offset, Access access) {
        return emitter.emit(Op.LOAD, Type.LONG, access(value, access), base, constant(offset));
    }

    private Value store(Value value, Value base, int offset, Value stored, Access access) {
        return emitter.emit(Op.STORE, Type.VOID, access(value, access), base, constant(offset), stored);
    }

    private Value field(Value value) {
        FieldInfo field = world.store().field((FieldRef) value.detail());
        if (value.op() == Op.LOAD_STATIC && field.isFinal() && field.isReference()) {
            return heap.finalObject(field).map(o -> symbol(heap.symbolOf(o))).orElseGet(() -> constant(0));
        }
        Access access = new Access(Datum.ofDescriptor(field.descriptor()), new Location.Field(field.ref(), field.isVolatile()));
        Value base = field.isStatic() ? symbol(SymbolNames.of(field.ref())) : operand(value, 0);
        int offset = field.isStatic() ? 0 : world.layouts().offsetOf(field);
        return switch (value.op()) {
            case LOAD_FIELD, LOAD_STATIC -> load(value, base, offset, access);
            default -> {
                Value store = store(value, base, offset, operand(value, field.isStatic() ? 0 : 1), access);
                if (field.isVolatile()) {
                    // TSO reorders only a store with later loads
                    emitter.emitWith(Cpu.MEMBAR_STORE_LOAD, Op.BARRIER, Type.VOID, null);
                }
                yield store;
            }
        };
    }

    /** Without the header: the index is not negative, for it is within bounds. */
    private Value elementAddress(Value value) {
        int shift = value.access().datum().shift();
        Value index = operand(value, 1);
        Value scaled = shift == 0 ? index : op(Op.SHIFT_LEFT, index, constant(shift));
        return op(Op.ADD, operand(value, 0), scaled);
    }

    private Value allocate(Value value) {
        TypeRef type = (TypeRef) value.detail();
        List<Value> arguments = new ArrayList<>(List.of(symbol(SymbolNames.hub(type))));
        arguments.addAll(operands(value));
        String hook = hooks.symbol(type.isArray(), isScratch(type, world.store()));
        return emitter.emit(Op.CALL, Type.LONG, new SymbolRef(hook), arguments);
    }

    /** A class marked {@code @Scratch}, or an array of such objects. */
    private static boolean isScratch(TypeRef type, ClassStore store) {
        TypeRef element = type;
        while (element.isArray()) {
            element = new TypeRef(element.element());
        }
        return element.descriptor().startsWith("L") && store.get(element.className()).isScratch();
    }

    private Value callVirtual(Value value) {
        int slot = world.dispatch().slot(world.method((MethodRef) value.detail()));
        Value hub = load(value, operand(value, 0), HubLayout.OBJECT_HUB, TypeTests.HUB_WORD);
        Value entry = emitter.emit(Op.LOAD, Type.LONG, TypeTests.HUB_WORD, hub, constant(HubLayout.VTABLE + 4L * slot));
        return callAddress(value, entry);
    }

    private Value callInterface(Value value) {
        int slot = world.dispatch().interfaceSlot(world.method((MethodRef) value.detail()));
        Value hub = load(value, operand(value, 0), HubLayout.OBJECT_HUB, TypeTests.HUB_WORD);
        Value table = emitter.emit(Op.LOAD, Type.LONG, new Access(Datum.LONG, Location.HEADER), hub, constant(HubLayout.INTERFACES));
        Value entry = emitter.emit(Op.LOAD, Type.LONG, TypeTests.HUB_WORD, table, constant(4L * slot));
        return callAddress(value, entry);
    }

    private Value callAddress(Value value, Value entry) {
        List<Value> arguments = new ArrayList<>(List.of(entry));
        arguments.addAll(operands(value));
        return emitter.emit(Op.CALL_ADDRESS, lowType(value), null, arguments);
    }
}
