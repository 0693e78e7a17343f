package dev.lamarck.toolchain.frontend;

import dev.lamarck.toolchain.ir.TypeRef;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Class ids of all types that have a hub, so that a class's subclasses are an interval: preorder of the class tree, then interfaces and
 * arrays. A type test is a test for a few intervals, found here once and for all because the world is closed.
 */
public final class TypeNumbers {
    /** Ids from first to last, both included. */
    public record Interval(int first, int last) {}

    private final ClassStore store;
    private final SortedSet<TypeRef> instantiated;
    private final Map<TypeRef, Integer> ids = new LinkedHashMap<>();
    private final Map<TypeRef, Interval> subclasses = new HashMap<>();

    TypeNumbers(ClassStore store, SortedSet<TypeRef> instantiated, SortedSet<TypeRef> named) {
        this.store = store;
        this.instantiated = instantiated;
        SortedSet<TypeRef> all = new TreeSet<>(Comparator.comparing(TypeRef::descriptor));
        instantiated.forEach(t -> addWithParents(t, all));
        named.forEach(t -> addWithParents(t, all));
        addWithParents(TypeRef.ofClass(StandIns.OBJECT), all);
        Map<TypeRef, List<TypeRef>> children = new TreeMap<>(Comparator.comparing(TypeRef::descriptor));
        all.forEach(t -> children.computeIfAbsent(parent(t), _ -> new ArrayList<>()).add(t));
        number(TypeRef.ofClass(StandIns.OBJECT), children);
    }

    private void addWithParents(TypeRef type, SortedSet<TypeRef> all) {
        if (!all.add(type)) {
            return;
        }
        if (type.isArray() && isReference(type.element())) {
            addWithParents(new TypeRef(type.element()), all);
        } else if (!type.isArray()) {
            store.superclasses(type.className()).forEach(c -> all.add(TypeRef.ofClass(c.name())));
        }
    }

    private static boolean isReference(String descriptor) {
        return descriptor.startsWith("L") || descriptor.startsWith("[");
    }

    /** Object's parent is a name that no type has. */
    private TypeRef parent(TypeRef type) {
        if (type.isArray() || store.get(type.className()).isInterface()) {
            return TypeRef.ofClass(StandIns.OBJECT);
        }
        String superName = store.get(type.className()).superName();
        return superName == null ? new TypeRef("") : TypeRef.ofClass(superName);
    }

    private void number(TypeRef type, Map<TypeRef, List<TypeRef>> children) {
        int first = ids.size() + 1;
        ids.put(type, first);
        children.getOrDefault(type, List.of()).forEach(c -> number(c, children));
        subclasses.put(type, new Interval(first, ids.size()));
    }

    /** The types with hubs, by ascending id. */
    public List<TypeRef> types() {
        return List.copyOf(ids.keySet());
    }

    public boolean has(TypeRef type) {
        return ids.containsKey(type);
    }

    public int id(TypeRef type) {
        return ids.get(type);
    }

    /** The ids of the type and its subclasses (for an interface or array: its own). */
    public Interval subclassInterval(TypeRef type) {
        return subclasses.get(type);
    }

    /** The ids that objects of a type can have, as few intervals as there are; ids that no object has may be included. */
    public List<Interval> instances(TypeRef type) {
        if (has(type) && !type.isArray() && !store.get(type.className()).isInterface()) {
            boolean any = instantiated.stream().anyMatch(t -> isSubtype(t, type));
            return any ? List.of(subclassInterval(type)) : List.of();
        }
        List<Interval> result = new ArrayList<>();
        ids.forEach((candidate, id) -> {
            if (instantiated.contains(candidate) && isSubtype(candidate, type)) {
                add(result, id);
            }
        });
        return result;
    }

    /** Extends the last interval over ids that no object has. */
    private void add(List<Interval> result, int id) {
        if (!result.isEmpty() && noneInstantiated(result.getLast().last() + 1, id - 1)) {
            result.set(result.size() - 1, new Interval(result.getLast().first(), id));
        } else {
            result.add(new Interval(id, id));
        }
    }

    private boolean noneInstantiated(int first, int last) {
        return ids.entrySet().stream().noneMatch(e -> e.getValue() >= first && e.getValue() <= last && instantiated.contains(e.getKey()));
    }

    /** Java's subtyping of reference types. */
    public boolean isSubtype(TypeRef type, TypeRef ancestor) {
        if (!type.isArray()) {
            return !ancestor.isArray() && store.isSubclass(type.className(), ancestor.className());
        }
        if (!ancestor.isArray()) {
            return ancestor.className().equals(StandIns.OBJECT);
        }
        if (isReference(type.element()) && isReference(ancestor.element())) {
            return isSubtype(new TypeRef(type.element()), new TypeRef(ancestor.element()));
        }
        return type.equals(ancestor);
    }
}
