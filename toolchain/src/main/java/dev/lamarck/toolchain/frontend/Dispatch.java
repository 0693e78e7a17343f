package dev.lamarck.toolchain.frontend;

import dev.lamarck.toolchain.ir.MethodRef;
import dev.lamarck.toolchain.ir.TypeRef;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Dynamic binding. A selector (a method that some reached call names) has targets: what the instantiated classes make of it. With several,
 * it gets a slot: for methods of classes in the vtable, where a subclass keeps its superclass's slots; for methods of interfaces in the
 * interface table, where selectors that no instantiated class has both may share a slot (graph colouring), so that a call needs no search.
 */
public final class Dispatch {
    private final ClassStore store;
    private final List<ClassInfo> concrete;
    private final Map<MethodRef, List<MethodInfo>> targets = new HashMap<>();
    private final Map<String, List<MethodInfo>> slotsDeclaredBy = new HashMap<>();
    private final Map<MethodRef, Integer> interfaceSlots = new HashMap<>();
    private final List<MethodInfo> interfaceSelectors = new ArrayList<>();
    private Set<MethodRef> inTables;

    Dispatch(ClassStore store, SortedSet<TypeRef> instantiated, Collection<MethodInfo> selectors) {
        this.store = store;
        this.concrete = instantiated.stream().filter(t -> !t.isArray()).map(t -> store.get(t.className())).toList();
        for (MethodInfo selector : selectors) {
            targets.put(selector.ref(), bind(selector));
            if (targets.get(selector.ref()).size() < 2) {
                continue;
            }
            if (selector.owner().isInterface()) {
                interfaceSlots.put(selector.ref(), freeInterfaceSlot(selector));
                interfaceSelectors.add(selector);
            } else {
                MethodInfo first = firstDeclaration(selector);
                List<MethodInfo> declared = slotsDeclaredBy.computeIfAbsent(first.owner().name(), _ -> new ArrayList<>());
                if (!declared.contains(first)) {
                    declared.add(first);
                }
            }
        }
    }

    private List<MethodInfo> bind(MethodInfo selector) {
        Set<MethodInfo> found = new LinkedHashSet<>();
        concrete.stream().filter(c -> store.isSubclass(c.name(), selector.owner().name()))
            .forEach(c -> implementation(c, selector).ifPresent(found::add));
        return List.copyOf(found);
    }

    private Optional<MethodInfo> implementation(ClassInfo type, MethodInfo selector) {
        return store.resolveMethod(type.name(), selector.name(), selector.descriptor()).filter(m -> !m.isAbstract());
    }

    /** The declaration highest in the class tree that the selector overrides. */
    private MethodInfo firstDeclaration(MethodInfo selector) {
        MethodInfo first = selector;
        for (ClassInfo c : store.superclasses(selector.owner().name())) {
            first = c.method(selector.name(), selector.descriptor()).filter(m -> !m.isBoundStatically()).orElse(first);
        }
        return first;
    }

    private int freeInterfaceSlot(MethodInfo selector) {
        Set<Integer> taken = new TreeSet<>();
        for (MethodInfo other : interfaceSelectors) {
            if (concrete.stream().anyMatch(c -> store.isSubclass(c.name(), selector.owner().name()) && store.isSubclass(c.name(), other.owner().name()))) {
                taken.add(interfaceSlots.get(other.ref()));
            }
        }
        int slot = 0;
        while (taken.contains(slot)) {
            slot++;
        }
        return slot;
    }

    /** The methods a call of the selector can end in, by their classes' names. */
    public List<MethodInfo> targets(MethodRef selector) {
        return targets.get(selector);
    }

    /** The vtable slot of a class's method with several targets. */
    public int slot(MethodInfo selector) {
        MethodInfo first = firstDeclaration(selector);
        return slots(first.owner()).indexOf(first);
    }

    public int interfaceSlot(MethodInfo selector) {
        return interfaceSlots.get(selector.ref());
    }

    private List<MethodInfo> slots(ClassInfo type) {
        List<MethodInfo> all = new ArrayList<>();
        store.superclasses(type.name()).reversed().forEach(c -> all.addAll(slotsDeclaredBy.getOrDefault(c.name(), List.of())));
        return all;
    }

    /** All methods that some table leads to. */
    public Set<MethodRef> inTables() {
        if (inTables == null) {
            inTables = new HashSet<>();
            for (ClassInfo type : concrete) {
                vtable(type).forEach(m -> m.ifPresent(i -> inTables.add(i.ref())));
                interfaceTable(type).forEach(m -> m.ifPresent(i -> inTables.add(i.ref())));
            }
        }
        return inTables;
    }

    /** What the class has in each vtable slot; empty where it has nothing (its class is abstract). */
    public List<Optional<MethodInfo>> vtable(ClassInfo type) {
        return slots(type).stream().map(s -> implementation(type, s)).toList();
    }

    /** What the class has in each interface slot; nothing behind the last one it has. */
    public List<Optional<MethodInfo>> interfaceTable(ClassInfo type) {
        List<Optional<MethodInfo>> table = new ArrayList<>();
        for (MethodInfo selector : interfaceSelectors) {
            if (store.isSubclass(type.name(), selector.owner().name())) {
                int slot = interfaceSlots.get(selector.ref());
                while (table.size() <= slot) {
                    table.add(Optional.empty());
                }
                table.set(slot, implementation(type, selector));
            }
        }
        return table;
    }
}
