package dev.lamarck.toolchain.sparc;

import dev.lamarck.toolchain.ir.Access;
import dev.lamarck.toolchain.ir.Block;
import dev.lamarck.toolchain.ir.Comparison;
import dev.lamarck.toolchain.ir.Condition;
import dev.lamarck.toolchain.ir.DataObject;
import dev.lamarck.toolchain.ir.Datum;
import dev.lamarck.toolchain.ir.Detail;
import dev.lamarck.toolchain.ir.Edge;
import dev.lamarck.toolchain.ir.Function;
import dev.lamarck.toolchain.ir.Level;
import dev.lamarck.toolchain.ir.Location;
import dev.lamarck.toolchain.ir.MethodRef;
import dev.lamarck.toolchain.ir.Op;
import dev.lamarck.toolchain.ir.Position;
import dev.lamarck.toolchain.ir.SourceMethod;
import dev.lamarck.toolchain.ir.SymbolRef;
import dev.lamarck.toolchain.ir.Terminator;
import dev.lamarck.toolchain.ir.Type;
import dev.lamarck.toolchain.ir.Value;
import dev.lamarck.toolchain.ir.Verifier;
import dev.lamarck.toolchain.ir.Width;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;

/** Random low-level functions that terminate soon: loops count down, and every {@link #LEVELS}th function calls nothing, the next only such, and so on. */
final class RandomFunctions {
    static final String MEMORY = "memory";
    static final int MEMORY_BYTES = 64;
    private static final int LEVELS = 3;
    private static final long[] EDGES = {0, 1, -1, 2, 7, 31, 32, 63, 255, 1023, 1024, 4095, 4096, 4097, -4096, -4097, 65535, 1 << 22, Integer.MAX_VALUE,
        Integer.MIN_VALUE, 1L << 31, 0xFFFF_FFFFL, 1L << 32, 1L << 33, -1L << 32, (-1L << 32) - 1, 0x1FE_0000_0000L, Long.MAX_VALUE, Long.MIN_VALUE};
    private static final Op[] BINARY = {Op.ADD, Op.ADD, Op.SUBTRACT, Op.MULTIPLY, Op.AND, Op.OR, Op.XOR, Op.SHIFT_LEFT, Op.SHIFT_RIGHT,
        Op.SHIFT_RIGHT_UNSIGNED, Op.SHIFT_LEFT_INT, Op.SHIFT_RIGHT_INT, Op.SHIFT_RIGHT_UNSIGNED_INT};

    private final Random random;
    private final List<Function> made = new ArrayList<>();
    private Function function;
    private Block block;
    private Position position;
    private int line;
    /** Values that dominate the place being written. */
    private List<Value> scope;

    private RandomFunctions(long seed) {
        this.random = new Random(seed);
    }

    /** {@code count} functions of up to eight parameters; {@code size} bounds the statements of each. */
    static List<Function> make(long seed, int count, int size) {
        RandomFunctions generator = new RandomFunctions(seed);
        for (int i = 0; i < count; i++) {
            generator.made.add(generator.function("f" + i, size));
        }
        return generator.made;
    }

    /** The memory that the functions load and store. */
    static DataObject memory() {
        return new DataObject(MEMORY, DataObject.Section.BSS, 8, new byte[MEMORY_BYTES], List.of());
    }

    private Function function(String name, int size) {
        SourceMethod method = new SourceMethod(new MethodRef("test/Random", name, "(JJ)J"), name, "test/Random.java", line + 1);
        function = new Function(method, true);
        function.level(Level.LOW);
        position = new Position(method, ++line, null);
        block = open();
        scope = new ArrayList<>();
        int parameters = random.nextInt(9);
        for (int i = 0; i < parameters; i++) {
            scope.add(function.addParameter(block, Type.LONG));
        }
        statements(size, 3);
        Value result = any();
        for (int i = 0; i < random.nextInt(12); i++) {
            result = value(Op.XOR, null, result, any());
        }
        block.terminator(new Terminator.Return(result, position));
        Verifier.verify(function, "generation");
        return function;
    }

    private Block open() {
        Block opened = function.newBlock();
        function.blocks().add(opened);
        return opened;
    }

    private void statements(int size, int depth) {
        for (int i = 0; i < size; i++) {
            position = new Position(position.method(), ++line, null);
            int kind = random.nextInt(depth > 0 ? 24 : 18);
            switch (kind) {
                case 0 -> scope.add(value(Op.COMPARE, comparison(), any(), any()));
                case 1 -> scope.add(value(Op.SELECT, comparison(), any(), any(), any(), any()));
                case 2, 3 -> scope.add(load());
                case 4, 5 -> store();
                case 6 -> call();
                case 7 -> scope.add(value(random.nextBoolean() ? Op.EXTEND_INT : Op.EXTEND_UNSIGNED_INT, null, any()));
                case 8 -> divide();
                case 9 -> compareAndSwap();
                case 18, 19, 20 -> branch(size / 2, depth - 1);
                case 21, 22 -> loop(size / 2, depth - 1);
                case 23 -> select(size / 4, depth - 1);
                default -> scope.add(value(BINARY[random.nextInt(BINARY.length)], null, any(), any()));
            }
        }
    }

    private Value any() {
        if (scope.isEmpty() || random.nextInt(5) == 0) {
            return constant();
        }
        // recent values mostly, old ones sometimes: both short and long lives
        int from = random.nextInt(4) == 0 ? 0 : Math.max(0, scope.size() - 6);
        return scope.get(from + random.nextInt(scope.size() - from));
    }

    private Value constant() {
        long constant = switch (random.nextInt(3)) {
            case 0 -> EDGES[random.nextInt(EDGES.length)];
            case 1 -> random.nextInt(200) - 100;
            default -> random.nextLong() >> random.nextInt(64);
        };
        return constant(constant);
    }

    private Value constant(long constant) {
        Value value = function.newConstant(Type.LONG, constant, position);
        block.instructions().add(value);
        return value;
    }

    private Value value(Op op, Detail detail, Value... operands) {
        Value value = function.newValue(op, Type.LONG, List.of(operands), 0, detail, position);
        block.instructions().add(value);
        return value;
    }

    private Comparison comparison() {
        Condition[] conditions = Condition.values();
        return new Comparison(conditions[random.nextInt(conditions.length)], random.nextBoolean() ? Width.INT : Width.LONG);
    }

    private Access access() {
        Datum[] data = Datum.values();
        return new Access(data[random.nextInt(data.length)], Location.RAW);
    }

    /** An address within the memory, aligned for the datum; in several shapes. */
    private Value[] address(Datum datum) {
        int offset = random.nextInt(MEMORY_BYTES / datum.bytes()) * datum.bytes();
        Value base = function.newValue(Op.SYMBOL, Type.LONG, List.of(), 0, new SymbolRef(MEMORY), position);
        block.instructions().add(base);
        return switch (random.nextInt(4)) {
            case 0 -> new Value[] {base, constant(offset)};
            case 1 -> new Value[] {value(Op.ADD, null, base, constant(offset - 8)), constant(8)};
            case 2 -> new Value[] {base, value(Op.AND, null, any(), constant(MEMORY_BYTES - datum.bytes()))};
            default -> new Value[] {value(Op.ADD, null, base, value(Op.AND, null, any(), constant(MEMORY_BYTES - datum.bytes()))), constant(0)};
        };
    }

    private Value load() {
        Access access = access();
        return value(Op.LOAD, access, address(access.datum()));
    }

    private void store() {
        Access access = access();
        Value[] address = address(access.datum());
        Value store = function.newValue(Op.STORE, Type.VOID, List.of(address[0], address[1], any()), 0, access, position);
        block.instructions().add(store);
    }

    private void compareAndSwap() {
        Access access = new Access(random.nextBoolean() ? Datum.INT : Datum.LONG, Location.RAW);
        Value[] address = address(access.datum());
        scope.add(value(Op.COMPARE_AND_SWAP, access, value(Op.ADD, null, address), any(), any()));
    }

    private void divide() {
        long known = random.nextBoolean() ? 1L << random.nextInt(64) : 1 + (random.nextInt() >>> random.nextInt(32));
        Value divisor = random.nextBoolean() && known != 0 ? constant(known) : value(Op.OR, null, any(), constant(1));
        Value dividend = random.nextBoolean() ? any() : value(Op.EXTEND_INT, null, any());
        scope.add(value(random.nextInt(3) == 0 ? Op.DIVIDE_UNSIGNED : Op.DIVIDE, null, dividend, divisor));
    }

    private void call() {
        int level = made.size() % LEVELS;
        if (level == 0) {
            return;
        }
        Function callee = made.get(random.nextInt(made.size() / LEVELS + 1) * LEVELS + random.nextInt(level));
        List<Value> arguments = new ArrayList<>();
        callee.parameters().forEach(_ -> arguments.add(any()));
        Value call = function.newValue(Op.CALL, Type.LONG, arguments, 0, new SymbolRef(callee.symbol()), position);
        block.instructions().add(call);
        scope.add(call);
    }

    private void branch(int size, int depth) {
        Block then = open();
        Block otherwise = open();
        Block join = function.newBlock();
        otherwise.unlikely(random.nextInt(6) == 0);
        block.terminator(new Terminator.Branch(comparison(), any(), any(), new Edge(then), new Edge(otherwise), position));
        int results = random.nextInt(4);
        List<Value> outer = scope;
        for (Block arm : List.of(then, otherwise)) {
            scope = new ArrayList<>(outer);
            block = arm;
            statements(size, depth);
            block.terminator(new Terminator.Goto(edge(join, results), position));
        }
        scope = outer;
        join(join, results);
    }

    private void select(int size, int depth) {
        TreeSet<Integer> keys = new TreeSet<>();
        int spread = random.nextBoolean() ? 12 : 100_000;
        int first = random.nextInt(5) * random.nextInt(9000) - 3000;
        for (int i = random.nextInt(12); i >= 0; i--) {
            keys.add(first + random.nextInt(spread));
        }
        Value selector = value(Op.EXTEND_INT, null, value(Op.ADD, null, value(Op.AND, null, any(), constant(15)), constant(first)));
        int results = random.nextInt(3);
        Block join = function.newBlock();
        Block from = block;
        List<Value> outer = scope;
        List<Edge> targets = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            targets.add(random.nextInt(3) == 0 ? edge(join, results) : new Edge(arm(size, depth, join, results, outer)));
            block = from;
            scope = outer;
        }
        Edge otherwise = new Edge(arm(size, depth, join, results, outer));
        scope = outer;
        from.terminator(new Terminator.Switch(selector, List.copyOf(keys), targets, otherwise, position));
        join(join, results);
    }

    private Block arm(int size, int depth, Block join, int results, List<Value> outer) {
        Block arm = open();
        block = arm;
        scope = new ArrayList<>(outer);
        statements(size, depth);
        block.terminator(new Terminator.Goto(edge(join, results), position));
        return arm;
    }

    private Edge edge(Block join, int results) {
        List<Value> arguments = new ArrayList<>();
        for (int i = 0; i < results; i++) {
            arguments.add(any());
        }
        return new Edge(join, arguments);
    }

    private void join(Block join, int results) {
        function.blocks().add(join);
        block = join;
        for (int i = 0; i < results; i++) {
            scope.add(function.addParameter(join, Type.LONG));
        }
    }

    /** The body runs 1 to 5 times; carried values come back in another order, so that edges need parallel moves. */
    private void loop(int size, int depth) {
        int carried = random.nextInt(5);
        Block head = function.newBlock();
        List<Value> initial = new ArrayList<>(List.of(constant(1 + random.nextInt(5))));
        for (int i = 0; i < carried; i++) {
            initial.add(any());
        }
        block.terminator(new Terminator.Goto(new Edge(head, initial), position));
        function.blocks().add(head);
        block = head;
        List<Value> outer = scope;
        scope = new ArrayList<>(outer);
        List<Value> parameters = new ArrayList<>();
        for (int i = 0; i <= carried; i++) {
            parameters.add(function.addParameter(head, Type.LONG));
        }
        scope.addAll(parameters);
        statements(size, depth);
        Value left = value(Op.SUBTRACT, null, parameters.getFirst(), constant(1));
        List<Value> next = new ArrayList<>(List.of(left));
        for (int i = 0; i < carried; i++) {
            next.add(random.nextBoolean() ? parameters.get(1 + random.nextInt(carried)) : any());
        }
        Block exit = function.newBlock();
        Edge back = new Edge(head, next);
        boolean hasResult = random.nextBoolean();
        Edge out = edge(exit, hasResult ? 1 : 0);
        Value zero = constant(0);
        block.terminator(random.nextBoolean()
                ? new Terminator.Branch(new Comparison(Condition.NOT_EQUAL, Width.LONG), left, zero, back, out, position)
                : new Terminator.Branch(new Comparison(Condition.LESS_EQUAL, Width.INT), left, zero, out, back, position));
        scope = outer;
        join(exit, hasResult ? 1 : 0);
    }
}
