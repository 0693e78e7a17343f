package dev.lamarck.toolchain.check;

import dev.lamarck.toolchain.Rule;
import dev.lamarck.toolchain.frontend.ClassInfo;
import dev.lamarck.toolchain.frontend.ClassStore;
import dev.lamarck.toolchain.frontend.FieldInfo;
import dev.lamarck.toolchain.frontend.MethodInfo;
import dev.lamarck.toolchain.frontend.StaticTypes;
import dev.lamarck.toolchain.ir.Access;
import dev.lamarck.toolchain.ir.FieldRef;
import dev.lamarck.toolchain.ir.Function;
import dev.lamarck.toolchain.ir.Location;
import dev.lamarck.toolchain.ir.Op;
import dev.lamarck.toolchain.ir.Type;
import dev.lamarck.toolchain.ir.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * No store to a {@code @QuasiInvariant} field that the store table could miss: raw stores at an address computed from such an object, and raw
 * access to an array whose elements are quasi-invariant (which is how arrays are copied and handed to devices), are refused, and so are stores to
 * its elements outside the constructors of its owner. Offsets of such fields are refused where they are asked for.
 */
final class QuasiInvariantRule {
    private static final String OBJECT = "Ljava/lang/Object;";
    private static final int MOST_STEPS = 8;

    private final ClassStore store;
    /** Fields whose elements are quasi-invariant, by descriptor. */
    private final Map<String, FieldInfo> arrays = new HashMap<>();

    QuasiInvariantRule(ClassStore store) {
        this.store = store;
        store.program().keySet().forEach(name -> store.get(name).fields().stream().filter(FieldInfo::hasQuasiInvariantElements)
            .forEach(f -> arrays.put(f.descriptor(), f)));
    }

    void check(MethodInfo method, Function function, StaticTypes types, List<Finding> findings) {
        function.blocks().stream().flatMap(b -> b.instructions().stream())
            .forEach(value -> check(method, value, types).ifPresent(m -> findings.add(new Finding(Rule.QUASI_INVARIANT, value.position().line(), m))));
    }

    private Optional<String> check(MethodInfo method, Value value, StaticTypes types) {
        return switch (value.op()) {
            case STORE_ELEMENT -> array(types.of(value.operand(0)).descriptor()).filter(f -> !isConstruction(method, value.operand(0), f))
                .map(f -> "an element is stored to what may be the array of " + f);
            case REINTERPRET -> value.type() != Type.LONG ? Optional.empty()
                : Optional.ofNullable(arrays.get(types.of(value.operand(0)).descriptor())).map(f -> "the address of the array of " + f + " is taken");
            case STORE, COMPARE_AND_SWAP -> isRaw(value.access()) ? rawStore(value, types) : Optional.empty();
            default -> Optional.empty();
        };
    }

    /** The field whose array a value of this static type may be. */
    private Optional<FieldInfo> array(String descriptor) {
        return arrays.values().stream().filter(f -> mayBe(f.descriptor(), descriptor)).findAny();
    }

    private boolean mayBe(String array, String known) {
        if (known.equals(array) || known.equals(OBJECT)) {
            return true;
        }
        boolean objects = array.startsWith("[L") && known.startsWith("[L");
        return objects && store.isSubclass(className(array), className(known));
    }

    private static String className(String arrayOfObjects) {
        return arrayOfObjects.substring(2, arrayOfObjects.length() - 1);
    }

    private static boolean isConstruction(MethodInfo method, Value array, FieldInfo field) {
        return method.isConstructor() && method.owner() == field.owner() && array.op() == Op.LOAD_FIELD && array.detail().equals(field.ref());
    }

    private static boolean isRaw(Access access) {
        return access.location() instanceof Location.Raw;
    }

    /** The address, or what is stored where a device may take it for one, is computed from an object with a quasi-invariant field. */
    private Optional<String> rawStore(Value store, StaticTypes types) {
        boolean isDevices = store.op() == Op.STORE && store.access().asi() != Access.NO_ASI;
        return fieldAt(store.operand(0), types, MOST_STEPS).or(() -> isDevices ? fieldAt(store.operand(2), types, MOST_STEPS) : Optional.empty())
            .map(f -> "a raw store may write " + f);
    }

    private Optional<FieldRef> fieldAt(Value address, StaticTypes types, int steps) {
        if (steps == 0) {
            return Optional.empty();
        }
        return switch (address.op()) {
            case REINTERPRET -> field(types.of(address.operand(0)).descriptor());
            case ADD, SUBTRACT -> fieldAt(address.operand(0), types, steps - 1).or(() -> fieldAt(address.operand(1), types, steps - 1));
            default -> Optional.empty();
        };
    }

    private Optional<FieldRef> field(String descriptor) {
        if (!descriptor.startsWith("L") || store.find(descriptor.substring(1, descriptor.length() - 1)).isEmpty()) {
            return Optional.empty();
        }
        return store.superclasses(descriptor.substring(1, descriptor.length() - 1)).stream().map(ClassInfo::fields).flatMap(List::stream)
            .filter(FieldInfo::isQuasiInvariant).map(FieldInfo::ref).findFirst();
    }
}
