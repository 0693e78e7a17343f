package dev.lamarck.toolchain.frontend;

import dev.lamarck.toolchain.ir.Function;
import dev.lamarck.toolchain.ir.MethodRef;
import dev.lamarck.toolchain.ir.TypeRef;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;

/**
 * The closed program: the functions of all reached methods in the order they were reached, and what can be said because nothing else
 * can happen.
 */
public final class World {
    private final ClassStore store;
    private final ClassLayouts layouts;
    private final List<Function> functions;
    private final SortedSet<TypeRef> instantiated;
    private final Set<MethodRef> addressTaken;
    private final TypeNumbers numbers;
    private final Dispatch dispatch;

    World(ClassStore store, ClassLayouts layouts, List<Function> functions, SortedSet<TypeRef> instantiated, SortedSet<TypeRef> named,
          Collection<MethodInfo> selectors, Set<MethodRef> addressTaken) {
        this.store = store;
        this.layouts = layouts;
        this.functions = functions;
        this.instantiated = instantiated;
        this.addressTaken = addressTaken;
        this.numbers = new TypeNumbers(store, instantiated, named);
        this.dispatch = new Dispatch(store, instantiated, selectors);
    }

    public ClassStore store() {
        return store;
    }

    public ClassLayouts layouts() {
        return layouts;
    }

    public List<Function> functions() {
        return functions;
    }

    /** Types that objects of the running program can have. */
    public SortedSet<TypeRef> instantiated() {
        return instantiated;
    }

    public TypeNumbers numbers() {
        return numbers;
    }

    public Dispatch dispatch() {
        return dispatch;
    }

    public MethodInfo method(MethodRef ref) {
        return store.get(ref.owner()).method(ref.name(), ref.descriptor()).orElseThrow();
    }

    public boolean addressTaken(MethodRef ref) {
        return addressTaken.contains(ref);
    }
}
