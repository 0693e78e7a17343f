package dev.lamarck.toolchain.residual;

import dev.lamarck.toolchain.ir.Effect;
import dev.lamarck.toolchain.ir.FieldRef;
import dev.lamarck.toolchain.ir.Function;
import dev.lamarck.toolchain.ir.Op;
import dev.lamarck.toolchain.ir.Type;
import dev.lamarck.toolchain.ir.TypeRef;
import dev.lamarck.toolchain.ir.Value;
import dev.lamarck.toolchain.pass.Fold;
import dev.lamarck.toolchain.residual.Abstract.Known;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** What an instruction comes to when operands of it are known. */
final class Folding {
    /** What is known of a value of the source where the instruction stands. */
    interface Knowledge {
        Optional<Known> of(Value value);
    }

    private final Optional<TrustedMemory> memory;
    private final Optional<Known> thread;
    private final Function constants;

    /** {@code method} only owns the constants that are made to compute with. */
    Folding(Optional<TrustedMemory> memory, Optional<Known> thread, Function method) {
        this.memory = memory;
        this.thread = thread;
        this.constants = new Function(method.method(), true);
    }

    /** The instruction's value, if it is known without executing it. */
    Optional<Known> value(Value value, Knowledge knowledge, Written written) {
        return switch (value.op()) {
            case READ_THREAD -> thread;
            case LOAD_FIELD -> object(value, knowledge).filter(_ -> !written.has((FieldRef) value.detail()))
                .flatMap(o -> memory.get().field(o, (FieldRef) value.detail()));
            case LOAD_STATIC -> memory.filter(_ -> !written.has((FieldRef) value.detail())).flatMap(m -> m.staticField((FieldRef) value.detail()));
            case ARRAY_LENGTH -> object(value, knowledge).flatMap(o -> memory.get().length(o));
            case LOAD_ELEMENT -> object(value, knowledge).flatMap(array -> knowledge.of(value.operand(1))
                .flatMap(index -> memory.get().element(array, index, value.access(), value.type())));
            case CHECK_CAST -> object(value, knowledge).filter(o -> o.bits() == 0 || isInstance(o, value)).map(this::alive);
            case INSTANCE_OF -> object(value, knowledge).filter(o -> o.bits() == 0 || memory.get().typeOf(o).isPresent())
                .map(o -> new Known(Type.INT, o.bits() != 0 && isInstance(o, value) ? 1 : 0, alive(o).assumptions(), true));
            case REINTERPRET -> knowledge.of(value.operand(0)).filter(Known::steers).map(k -> k.as(value.type()));
            case SELECT -> selected(value, knowledge);
            default -> computed(value, knowledge);
        };
    }

    /** A steering reference as the first operand, memory being known. */
    private Optional<Known> object(Value value, Knowledge knowledge) {
        return memory.isEmpty() ? Optional.empty() : knowledge.of(value.operand(0)).filter(Known::steers);
    }

    private boolean isInstance(Known object, Value test) {
        return memory.get().typeOf(object).filter(t -> memory.get().isInstance(t, (TypeRef) test.detail())).isPresent();
    }

    private Known alive(Known object) {
        return object.bits() == 0 ? object : object.assuming(memory.get().alive(object));
    }

    private Optional<Known> selected(Value value, Knowledge knowledge) {
        Optional<Boolean> condition = relation(value, knowledge);
        return condition.flatMap(c -> knowledge.of(value.operand(c ? 2 : 3)))
            .map(k -> k.steering().assuming(assumptions(value.operands().subList(0, 2), knowledge)));
    }

    /** Whether the comparison of the first two operands holds, if they are known and one of them steers. */
    private Optional<Boolean> relation(Value value, Knowledge knowledge) {
        List<Value> pair = value.operands().subList(0, 2);
        return steer(pair, knowledge) ? Optional.of(Fold.holds(value.comparison(), bits(pair.get(0), knowledge), bits(pair.get(1), knowledge)))
            : Optional.empty();
    }

    private static long bits(Value value, Knowledge knowledge) {
        return knowledge.of(value).orElseThrow().bits();
    }

    private Optional<Known> computed(Value value, Knowledge knowledge) {
        boolean mayCompute = value.op().effect() == Effect.PURE || value.op() == Op.DIVIDE || value.op() == Op.DIVIDE_UNSIGNED
            || value.op() == Op.REMAINDER || value.op() == Op.REMAINDER_UNSIGNED;
        if (!mayCompute || !steer(value.operands(), knowledge)) {
            return Optional.empty();
        }
        List<Value> operands = new ArrayList<>();
        value.operands().forEach(o -> operands.add(constants.newConstant(o.type(), bits(o, knowledge), null)));
        OptionalLong result = Fold.constant(constants.newValue(value.op(), value.type(), operands, value.constant(), value.detail(), null));
        return result.isEmpty() ? Optional.empty()
            : Optional.of(new Known(value.type(), result.getAsLong(), assumptions(value.operands(), knowledge), true));
    }

    /** Whether all are known, and not merely as constants of the program. */
    static boolean steer(List<Value> operands, Knowledge knowledge) {
        return operands.stream().allMatch(o -> knowledge.of(o).isPresent()) && operands.stream().anyMatch(o -> knowledge.of(o).orElseThrow().steers());
    }

    static Set<Assumption> assumptions(List<Value> operands, Knowledge knowledge) {
        Set<Assumption> all = new HashSet<>();
        operands.forEach(o -> knowledge.of(o).ifPresent(k -> all.addAll(k.assumptions())));
        return all;
    }

    /** If the instruction is a check that is passed for sure, what that rests on. */
    Optional<Set<Assumption>> passed(Value check, Knowledge knowledge) {
        boolean passes = switch (check.op()) {
            case NULL_CHECK -> steer(check.operands(), knowledge) && bits(check.operand(0), knowledge) != 0;
            case BOUNDS_CHECK -> steer(check.operands(), knowledge)
                && Integer.compareUnsigned((int) bits(check.operand(0), knowledge), (int) bits(check.operand(1), knowledge)) < 0;
            case TRAP_IF -> relation(check, knowledge).filter(holds -> !holds).isPresent();
            default -> false;
        };
        return passes ? Optional.of(assumptions(check.operands(), knowledge)) : Optional.empty();
    }

    /** Why a load from a known object is not folded; null if it is no such load. */
    String obstacle(Value load, Knowledge knowledge, Written written) {
        boolean isField = load.op() == Op.LOAD_FIELD && object(load, knowledge).isPresent();
        if (!isField && (load.op() != Op.LOAD_STATIC || memory.isEmpty())) {
            return null;
        }
        boolean isWritten = written.has((FieldRef) load.detail());
        return load.detail() + (isWritten ? " may have been written since entry" : " is neither final nor @QuasiInvariant");
    }
}
