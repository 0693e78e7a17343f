package dev.lamarck.toolchain.frontend;

import dev.lamarck.toolchain.Diagnostic;
import dev.lamarck.toolchain.ir.Block;
import dev.lamarck.toolchain.ir.FieldRef;
import dev.lamarck.toolchain.ir.Function;
import dev.lamarck.toolchain.ir.MethodRef;
import dev.lamarck.toolchain.ir.Position;
import dev.lamarck.toolchain.ir.TypeRef;
import dev.lamarck.toolchain.ir.Value;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Everything that can happen from the roots. A method is reached by a direct call, by its address, or by a virtual call once its class is
 * instantiated; a class is initialised on the host when code first touches its statics, calls its static methods or makes instances.
 * Methods with errors are not followed further.
 */
public final class Closure {
    private final ClassStore store;
    private final ClassLayouts layouts;
    private final HostValues values;
    private final Check check;
    private final SortedMap<MethodRef, MethodInfo> selectors = new TreeMap<>();
    private final TreeSet<TypeRef> instantiated = new TreeSet<>(Comparator.comparing(TypeRef::descriptor));
    private final TreeSet<TypeRef> named = new TreeSet<>(Comparator.comparing(TypeRef::descriptor));
    private final Map<MethodRef, Reached> reached = new LinkedHashMap<>();
    private final Map<MethodRef, Function> functions = new LinkedHashMap<>();
    private final Set<MethodRef> addressTaken = new HashSet<>();
    private final Set<FieldRef> statics = new HashSet<>();
    private final Map<String, Boolean> initialized = new HashMap<>();
    private final Deque<MethodInfo> work = new ArrayDeque<>();
    private final List<Diagnostic> diagnostics = new ArrayList<>();

    /** How a method was first reached; {@code caller} is null for a root. */
    private record Reached(MethodInfo method, Position caller) {}

    /** What the checker says about classes and methods. */
    public interface Check {
        /** Before the class is initialised on the host; one with errors is not. */
        List<Diagnostic> checkInitializer(ClassInfo type);

        /** Before it is translated; one with errors is not. */
        List<Diagnostic> checkCode(MethodInfo method);

        List<Diagnostic> checkValues(MethodInfo method, Function function, StaticTypes types);
    }

    public Closure(ClassStore store, ClassLayouts layouts, HostValues values, Check check) {
        this.store = store;
        this.layouts = layouts;
        this.values = values;
        this.check = check;
    }

    /** Follows everything; what is wrong with the program is in {@link #diagnostics} afterwards. */
    public World close(List<MethodInfo> roots) {
        instantiate(TypeRef.ofClass(StandIns.STRING));
        roots.forEach(r -> {
            reach(r, null);
            initialize(r.owner(), new Position(r.source(), r.source().line(), null));
        });
        do {
            while (!work.isEmpty()) {
                translate(work.pop());
            }
            values.instantiated().forEach(this::instantiate);
        } while (!work.isEmpty());
        return new World(store, layouts, List.copyOf(functions.values()), instantiated, named, selectors.values(), addressTaken);
    }

    public List<Diagnostic> diagnostics() {
        return diagnostics;
    }

    private void reach(MethodInfo method, Position caller) {
        if (reached.putIfAbsent(method.ref(), new Reached(method, caller)) == null && !method.annotations().has("Assembly")) {
            work.add(method);
        }
    }

    private void translate(MethodInfo method) {
        List<Diagnostic> errors = new ArrayList<>(check.checkCode(method));
        if (errors.isEmpty()) {
            try {
                MethodTranslator.Translation translation = MethodTranslator.translate(method, store, layouts);
                functions.put(method.ref(), translation.function());
                scan(translation.function());
                errors.addAll(check.checkValues(method, translation.function(), translation.types()));
            } catch (UntranslatableException e) {
                errors.add(e.diagnostic(method));
            }
        }
        errors.forEach(d -> diagnostics.add(d.withChain(chain(method.ref()))));
    }

    private void scan(Function function) {
        for (Block block : function.blocks()) {
            block.instructions().forEach(this::scan);
        }
    }

    private void scan(Value value) {
        Position at = value.position();
        switch (value.op()) {
            case CALL_DIRECT -> {
                MethodInfo target = method((MethodRef) value.detail());
                reach(target, at);
                if (target.isStatic()) {
                    initialize(target.owner(), at);
                }
            }
            case CALL_VIRTUAL, CALL_INTERFACE -> select(method((MethodRef) value.detail()), at);
            case ENTRY -> {
                addressTaken.add((MethodRef) value.detail());
                reach(method((MethodRef) value.detail()), at);
            }
            case NEW -> {
                instantiate((TypeRef) value.detail());
                initialize(store.get(((TypeRef) value.detail()).className()), at);
            }
            case NEW_ARRAY -> instantiate((TypeRef) value.detail());
            case HUB -> named.add((TypeRef) value.detail());
            case LOAD_STATIC, STORE_STATIC -> touch(store.field((FieldRef) value.detail()), at);
            default -> { }
        }
    }

    private MethodInfo method(MethodRef ref) {
        return store.get(ref.owner()).method(ref.name(), ref.descriptor()).orElseThrow();
    }

    private void touch(FieldInfo field, Position at) {
        if (initialize(field.owner(), at) && statics.add(field.ref())) {
            values.reach(field);
        }
    }

    /** Gives whether the class could be initialised. */
    private boolean initialize(ClassInfo type, Position at) {
        if (!initialized.containsKey(type.name())) {
            List<Diagnostic> failures = new ArrayList<>(check.checkInitializer(type));
            if (failures.isEmpty()) {
                values.initialize(type).ifPresent(failures::add);
            }
            initialized.put(type.name(), failures.isEmpty());
            failures.forEach(d -> diagnostics.add(d.withChain(chain(at))));
        }
        return initialized.get(type.name());
    }

    private void select(MethodInfo selector, Position at) {
        if (selectors.putIfAbsent(selector.ref(), selector) == null) {
            List.copyOf(instantiated).forEach(type -> bind(selector, type, at));
        }
    }

    private void instantiate(TypeRef type) {
        if (instantiated.add(type)) {
            List.copyOf(selectors.values()).forEach(selector -> bind(selector, type, null));
        }
    }

    private void bind(MethodInfo selector, TypeRef type, Position at) {
        if (!type.isArray() && store.isSubclass(type.className(), selector.owner().name())) {
            store.resolveMethod(type.className(), selector.name(), selector.descriptor()).filter(m -> !m.isAbstract())
                .ifPresent(target -> reach(target, at));
        }
    }

    private List<String> chain(MethodRef method) {
        List<String> lines = new ArrayList<>();
        Set<MethodRef> seen = new HashSet<>();
        for (Reached at = reached.get(method); at != null && at.caller != null && seen.add(at.method.ref());) {
            lines.add(describe(at.caller));
            at = reached.get(at.caller.method().ref());
        }
        return lines;
    }

    private List<String> chain(Position at) {
        List<String> lines = new ArrayList<>(List.of(describe(at)));
        lines.addAll(chain(at.method().ref()));
        return lines;
    }

    private static String describe(Position at) {
        MethodRef ref = at.method().ref();
        return at.method().file() + ":" + at.line() + " " + ref.owner().substring(ref.owner().lastIndexOf('/') + 1) + "." + ref.name();
    }
}
