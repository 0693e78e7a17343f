package dev.lamarck.toolchain.check;

import dev.lamarck.toolchain.Rule;
import dev.lamarck.toolchain.frontend.AddressKind;
import dev.lamarck.toolchain.frontend.ClassStore;
import dev.lamarck.toolchain.frontend.MethodInfo;
import dev.lamarck.toolchain.ir.Access;
import dev.lamarck.toolchain.ir.Block;
import dev.lamarck.toolchain.ir.Edge;
import dev.lamarck.toolchain.ir.FieldRef;
import dev.lamarck.toolchain.ir.Function;
import dev.lamarck.toolchain.ir.MethodRef;
import dev.lamarck.toolchain.ir.Op;
import dev.lamarck.toolchain.ir.Terminator;
import dev.lamarck.toolchain.ir.Value;
import dev.lamarck.toolchain.magic.Asi;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * {@code @Kva}, {@code @Uva} and {@code @Phys} addresses are not mixed. A value's kind comes from the annotated field, parameter or result
 * it was read from and stays with it through assignments, additions and masks, unless these go
 * farther than any object; a kind that is not known fits everything. A method of a
 * {@code @Magic} class that takes addresses and returns one of a kind that it does not take is a conversion, and is not looked into.
 */
final class AddressKinds {
    private static final long FAR = 1L << 30;

    private final MethodInfo method;
    private final Function function;
    private final ClassStore store;
    private final List<Finding> findings;
    private final Map<Value, AddressKind> kinds = new HashMap<>();

    private AddressKinds(MethodInfo method, Function function, ClassStore store, List<Finding> findings) {
        this.method = method;
        this.function = function;
        this.store = store;
        this.findings = findings;
    }

    static void check(MethodInfo method, Function function, ClassStore store, List<Finding> findings) {
        AddressKinds rule = new AddressKinds(method, function, store, findings);
        if (!rule.isConversion()) {
            rule.propagate();
            function.blocks().forEach(rule::check);
        }
    }

    private boolean isConversion() {
        AddressKind result = AddressKind.ofResult(method);
        List<AddressKind> taken = AddressKind.ofParameters(method).stream().flatMap(Optional::stream).toList();
        return method.owner().annotations().has("Magic") && result != null && !taken.isEmpty() && !taken.contains(result);
    }

    private void propagate() {
        List<Optional<AddressKind>> parameters = AddressKind.ofParameters(method);
        for (int i = 0; i < parameters.size(); i++) {
            Value parameter = function.parameters().get(i + (method.isStatic() ? 0 : 1));
            parameters.get(i).ifPresent(k -> kinds.put(parameter, k));
        }
        for (boolean changed = true; changed;) {
            int before = kinds.size();
            function.blocks().forEach(this::propagate);
            changed = kinds.size() != before;
        }
    }

    private void propagate(Block block) {
        for (Value value : block.instructions()) {
            AddressKind kind = kindOf(value);
            if (kind != null) {
                kinds.putIfAbsent(value, kind);
            }
        }
        for (Edge edge : block.terminator().edges()) {
            for (int i = 0; i < edge.arguments().size(); i++) {
                AddressKind kind = kinds.get(edge.arguments().get(i));
                if (kind != null) {
                    kinds.putIfAbsent(edge.target().parameters().get(i), kind);
                }
            }
        }
    }

    private AddressKind kindOf(Value value) {
        return switch (value.op()) {
            case LOAD_FIELD, LOAD_STATIC -> AddressKind.of(store.field((FieldRef) value.detail()));
            case CALL_DIRECT, CALL_VIRTUAL, CALL_INTERFACE -> AddressKind.ofResult(target(value));
            case ADD, AND, OR -> isFar(value.operand(1)) ? null : kinds.getOrDefault(value.operand(0), kinds.get(value.operand(1)));
            // the difference of two addresses is a number
            case SUBTRACT -> isFar(value.operand(1)) || kinds.containsKey(value.operand(1)) ? null : kinds.get(value.operand(0));
            default -> null;
        };
    }

    /** A constant that leads to another mapping, such as the direct map's base. */
    private static boolean isFar(Value offset) {
        return offset.isConstant() && Math.abs(offset.constant()) >= FAR;
    }

    private MethodInfo target(Value call) {
        MethodRef ref = (MethodRef) call.detail();
        return store.resolveMethod(ref.owner(), ref.name(), ref.descriptor()).orElseThrow();
    }

    private void check(Block block) {
        block.instructions().forEach(this::check);
        if (block.terminator() instanceof Terminator.Return r && r.value() != null) {
            require(r.value(), AddressKind.ofResult(method), r.position().line(), "the result of " + method);
        }
    }

    private void check(Value value) {
        int line = value.position().line();
        switch (value.op()) {
            case STORE_FIELD -> requireField(value, value.operand(1));
            case STORE_STATIC -> requireField(value, value.operand(0));
            case LOAD, STORE -> memory(value);
            case CALL_DIRECT, CALL_VIRTUAL, CALL_INTERFACE -> {
                MethodInfo target = target(value);
                List<Optional<AddressKind>> parameters = AddressKind.ofParameters(target);
                for (int i = 0; i < parameters.size(); i++) {
                    Value argument = value.operand(i + (target.isStatic() ? 0 : 1));
                    require(argument, parameters.get(i).orElse(null), line, "parameter " + (i + 1) + " of " + target);
                }
            }
            default -> { }
        }
    }

    private void requireField(Value store, Value stored) {
        FieldRef field = (FieldRef) store.detail();
        require(stored, AddressKind.of(this.store.field(field)), store.position().line(), field.toString());
    }

    /** Ordinary loads and stores reach the current address space; which one an ASI reaches, its number says. */
    private void memory(Value value) {
        AddressKind expected = switch (value.access().asi()) {
            case Access.NO_ASI, Asi.PRIMARY -> AddressKind.KVA;
            case Asi.PHYSICAL, Asi.DEVICE -> AddressKind.PHYS;
            case Asi.AS_IF_USER_PRIMARY, Asi.AS_IF_USER_SECONDARY, Asi.SECONDARY -> AddressKind.UVA;
            default -> null;
        };
        require(value.operand(0), expected, value.position().line(), value.op() == Op.LOAD ? "a load" : "a store");
    }

    private void require(Value value, AddressKind expected, int line, String where) {
        AddressKind actual = kinds.get(value);
        if (actual != null && expected != null && !Objects.equals(actual, expected)) {
            findings.add(new Finding(Rule.ADDRESS_KIND, line, "an address that is " + actual + " is used as " + expected + " by " + where));
        }
    }
}
