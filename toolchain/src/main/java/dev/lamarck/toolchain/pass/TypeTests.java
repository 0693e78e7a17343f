package dev.lamarck.toolchain.pass;

import dev.lamarck.toolchain.frontend.StandIns;
import dev.lamarck.toolchain.frontend.SymbolNames;
import dev.lamarck.toolchain.frontend.TypeNumbers.Interval;
import dev.lamarck.toolchain.frontend.World;
import dev.lamarck.toolchain.ir.Access;
import dev.lamarck.toolchain.ir.Block;
import dev.lamarck.toolchain.ir.Comparison;
import dev.lamarck.toolchain.ir.Condition;
import dev.lamarck.toolchain.ir.Datum;
import dev.lamarck.toolchain.ir.Edge;
import dev.lamarck.toolchain.ir.Emitter;
import dev.lamarck.toolchain.ir.Location;
import dev.lamarck.toolchain.ir.Op;
import dev.lamarck.toolchain.ir.SymbolRef;
import dev.lamarck.toolchain.ir.Type;
import dev.lamarck.toolchain.ir.TypeRef;
import dev.lamarck.toolchain.ir.Value;
import dev.lamarck.toolchain.ir.Width;
import dev.lamarck.toolchain.magic.CheckTrap;
import dev.lamarck.toolchain.magic.HubLayout;
import java.util.List;

/**
 * Emits type tests on low-level values: the object's class id is in one of the type's intervals ({@link
 * dev.lamarck.toolchain.frontend.TypeNumbers}). Null is tested apart, by a branch.
 */
final class TypeTests {
    /** A word of an object's header or of a hub. */
    static final Access HUB_WORD = new Access(Datum.UNSIGNED_INT, Location.HEADER);
    private static final TypeRef OBJECT = TypeRef.ofClass(StandIns.OBJECT);

    private final World world;
    private final Emitter emitter;

    TypeTests(World world, Emitter emitter) {
        this.world = world;
        this.emitter = emitter;
    }

    private Value constant(long value) {
        return emitter.constant(Type.LONG, value);
    }

    private Value compare(Condition condition, Value left, Value right) {
        return emitter.emit(Op.COMPARE, Type.LONG, new Comparison(condition, Width.LONG), left, right);
    }

    private void trapIf(int kind, Condition condition, Value left, Value right) {
        emitter.emitWith(kind, Op.TRAP_IF, Type.VOID, new Comparison(condition, Width.LONG), left, right);
    }

    private Value header(Value base, int offset) {
        return emitter.emit(Op.LOAD, Type.LONG, HUB_WORD, base, constant(offset));
    }

    /** 1 or 0. */
    Value isInstance(Value object, TypeRef type) {
        List<Interval> instances = world.numbers().instances(type);
        if (instances.isEmpty()) {
            return constant(0);
        }
        if (type.equals(OBJECT)) {
            return compare(Condition.NOT_EQUAL, object, constant(0));
        }
        Block join = emitter.function().newBlock();
        Value result = emitter.function().addParameter(join, Type.LONG);
        skipIfNull(object, new Edge(join, List.of(constant(0))));
        Value inside = isIn(classId(object), instances);
        emitter.jump(new Edge(join, List.of(inside)));
        emitter.begin(join);
        return result;
    }

    /** Gives the object. */
    Value checkCast(Value object, TypeRef type) {
        List<Interval> instances = world.numbers().instances(type);
        if (instances.isEmpty()) {
            trapIf(CheckTrap.CAST, Condition.NOT_EQUAL, object, constant(0));
        } else if (!type.equals(OBJECT)) {
            Block join = emitter.function().newBlock();
            skipIfNull(object, new Edge(join));
            trapUnlessIn(CheckTrap.CAST, classId(object), instances);
            emitter.jump(new Edge(join));
            emitter.begin(join);
        }
        return object;
    }

    private void skipIfNull(Value object, Edge join) {
        Block notNull = emitter.function().newBlock();
        emitter.branch(Condition.EQUAL, Width.LONG, object, constant(0), join, new Edge(notNull));
        emitter.begin(notNull);
    }

    private Value classId(Value object) {
        return header(header(object, HubLayout.OBJECT_HUB), HubLayout.CLASS_ID);
    }

    private Value isIn(Value id, List<Interval> intervals) {
        Value result = null;
        for (Interval interval : intervals) {
            Value test = compare(Condition.BELOW_EQUAL, minus(id, interval.first()), constant(interval.last() - interval.first()));
            result = result == null ? test : emitter.emit(Op.OR, Type.LONG, null, result, test);
        }
        return result;
    }

    private Value minus(Value id, int first) {
        return emitter.emit(Op.SUBTRACT, Type.LONG, null, id, constant(first));
    }

    private void trapUnlessIn(int kind, Value id, List<Interval> intervals) {
        if (intervals.size() == 1) {
            Interval only = intervals.getFirst();
            trapIf(kind, Condition.ABOVE, minus(id, only.first()), constant(only.last() - only.first()));
        } else {
            trapIf(kind, Condition.EQUAL, isIn(id, intervals), constant(0));
        }
    }

    /**
     * An array that the program knows as T[] can only refuse an element if it is really an S[], S a proper subtype of T; javac has seen to
     * the rest. So one test for each such S[] that the program makes. Gives null: there is no value.
     */
    Value checkArrayStore(Value array, Value element, TypeRef known) {
        List<TypeRef> narrower = world.instantiated().stream()
            .filter(t -> t.isArray() && !t.equals(known) && world.numbers().isSubtype(t, known)).toList();
        if (narrower.isEmpty()) {
            return null;
        }
        Block join = emitter.function().newBlock();
        skipIfNull(element, new Edge(join));
        Value arrayHub = header(array, HubLayout.OBJECT_HUB);
        for (TypeRef type : narrower) {
            Block next = emitter.function().newBlock();
            Block check = emitter.function().newBlock();
            Value hub = emitter.emit(Op.SYMBOL, Type.LONG, new SymbolRef(SymbolNames.hub(type)));
            emitter.branch(Condition.EQUAL, Width.LONG, arrayHub, hub, new Edge(check), new Edge(next));
            emitter.begin(check);
            checkCastForStore(element, new TypeRef(type.element()));
            emitter.jump(new Edge(join));
            emitter.begin(next);
        }
        emitter.jump(new Edge(join));
        emitter.begin(join);
        return null;
    }

    private void checkCastForStore(Value element, TypeRef type) {
        List<Interval> instances = world.numbers().instances(type);
        if (instances.isEmpty()) {
            trapIf(CheckTrap.ARRAY_STORE, Condition.NOT_EQUAL, element, constant(0));
        } else if (!type.equals(OBJECT)) {
            trapUnlessIn(CheckTrap.ARRAY_STORE, classId(element), instances);
        }
    }
}
