package dev.lamarck.toolchain.sparc;

import dev.lamarck.toolchain.ir.Block;
import dev.lamarck.toolchain.ir.Datum;
import dev.lamarck.toolchain.ir.Edge;
import dev.lamarck.toolchain.ir.Function;
import dev.lamarck.toolchain.ir.Op;
import dev.lamarck.toolchain.ir.SymbolRef;
import dev.lamarck.toolchain.ir.Terminator;
import dev.lamarck.toolchain.ir.Value;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** What low-level functions mean, as {@code Op} says it: the oracle of the back end's tests. All memory is one data object, at address 0 here. */
final class LowInterpreter {
    private final Map<String, Function> functions = new HashMap<>();
    private final ByteBuffer memory;

    LowInterpreter(Iterable<Function> functions, int memoryBytes) {
        functions.forEach(f -> this.functions.put(f.symbol(), f));
        this.memory = ByteBuffer.allocate(memoryBytes);
    }

    long call(Function function, long... arguments) {
        long[] values = new long[function.valueBound()];
        Block block = function.entry();
        long[] incoming = arguments;
        while (true) {
            for (int i = 0; i < block.parameters().size(); i++) {
                values[block.parameters().get(i).id()] = incoming[i];
            }
            for (Value value : block.instructions()) {
                values[value.id()] = evaluate(value, values);
            }
            Edge edge;
            switch (block.terminator()) {
                case Terminator.Goto g -> edge = g.edge();
                case Terminator.Branch b -> edge = b.comparison().condition().holds(get(b.left(), values), get(b.right(), values), b.comparison().width())
                        ? b.then() : b.otherwise();
                case Terminator.Switch s -> {
                    int at = s.keys().indexOf((int) get(s.value(), values));
                    edge = at < 0 ? s.otherwise() : s.targets().get(at);
                }
                case Terminator.Return r -> {
                    return get(r.value(), values);
                }
                case Terminator.Trap t -> throw new AssertionError("trap " + t.kind());
            }
            incoming = edge.arguments().stream().mapToLong(a -> get(a, values)).toArray();
            block = edge.target();
        }
    }

    private static long get(Value value, long[] values) {
        return value.isConstant() ? value.constant() : values[value.id()];
    }

    private long evaluate(Value v, long[] values) {
        long[] o = v.operands().stream().mapToLong(x -> get(x, values)).toArray();
        return switch (v.op()) {
            case CONSTANT, SYMBOL -> v.constant();
            case ADD -> o[0] + o[1];
            case SUBTRACT -> o[0] - o[1];
            case MULTIPLY -> o[0] * o[1];
            case DIVIDE -> o[0] / o[1];
            case DIVIDE_UNSIGNED -> Long.divideUnsigned(o[0], o[1]);
            case AND -> o[0] & o[1];
            case OR -> o[0] | o[1];
            case XOR -> o[0] ^ o[1];
            case SHIFT_LEFT, SHIFT_LEFT_INT -> o[0] << (v.op() == Op.SHIFT_LEFT ? o[1] : o[1] & 31);
            case SHIFT_RIGHT -> o[0] >> o[1];
            case SHIFT_RIGHT_UNSIGNED -> o[0] >>> o[1];
            case SHIFT_RIGHT_INT -> (int) o[0] >> o[1];
            case SHIFT_RIGHT_UNSIGNED_INT -> ((int) o[0] >>> o[1]) & 0xFFFF_FFFFL;
            case EXTEND_INT -> (int) o[0];
            case EXTEND_UNSIGNED_INT -> o[0] & 0xFFFF_FFFFL;
            case COMPARE -> v.comparison().condition().holds(o[0], o[1], v.comparison().width()) ? 1 : 0;
            case SELECT -> v.comparison().condition().holds(o[0], o[1], v.comparison().width()) ? o[2] : o[3];
            case LOAD -> load(v.access().datum(), (int) (o[0] + o[1]));
            case STORE -> store(v.access().datum(), (int) (o[0] + o[1]), o[2]);
            case COMPARE_AND_SWAP -> compareAndSwap(v.access().datum(), (int) o[0], o[1], o[2]);
            case CALL -> call(functions.get(((SymbolRef) v.detail()).name()), Arrays.copyOf(o, o.length));
            default -> throw new AssertionError("the generator does not make " + v.op());
        };
    }

    private long load(Datum datum, int at) {
        return switch (datum) {
            case BYTE -> memory.get(at);
            case UNSIGNED_BYTE -> memory.get(at) & 0xFF;
            case SHORT -> memory.getShort(at);
            case CHAR -> memory.getChar(at);
            case INT -> memory.getInt(at);
            case UNSIGNED_INT -> memory.getInt(at) & 0xFFFF_FFFFL;
            case LONG -> memory.getLong(at);
        };
    }

    private long store(Datum datum, int at, long value) {
        switch (datum.bytes()) {
            case 1 -> memory.put(at, (byte) value);
            case 2 -> memory.putShort(at, (short) value);
            case 4 -> memory.putInt(at, (int) value);
            default -> memory.putLong(at, value);
        }
        return 0;
    }

    private long compareAndSwap(Datum datum, int at, long expected, long replacement) {
        long old = load(datum == Datum.INT ? Datum.UNSIGNED_INT : datum, at);
        if (datum == Datum.INT ? (int) old == (int) expected : old == expected) {
            store(datum, at, replacement);
        }
        return old;
    }
}
