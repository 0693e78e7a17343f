package dev.lamarck.toolchain.pass;

import dev.lamarck.toolchain.frontend.MethodInfo;
import dev.lamarck.toolchain.frontend.World;
import dev.lamarck.toolchain.ir.Block;
import dev.lamarck.toolchain.ir.Function;
import dev.lamarck.toolchain.ir.MethodRef;
import dev.lamarck.toolchain.ir.Op;
import dev.lamarck.toolchain.ir.Value;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Inlines direct calls, callees first: of small methods, of methods called from one place only, and of those marked {@code @Inline}.
 * Methods that are found by symbol or address stay calls, as separately compiled functions are; so do recursive ones, and those that look
 * at their own frame.
 */
final class InlineCalls {
    static final int SMALL = 16;
    private static final int ONCE = 120;
    /** A caller takes in no more when it has grown to this size. */
    private static final int LARGE = 1500;

    private final World world;
    private final Map<MethodRef, Function> functions;
    private final Consumer<Function> simplify;
    private final Map<MethodRef, Integer> callSites = new HashMap<>();
    private final Set<MethodRef> finished = new HashSet<>();
    private final Set<MethodRef> active = new LinkedHashSet<>();

    /** Needs bound calls; high level. {@code simplify} is run on each function that took a callee in. */
    InlineCalls(Map<MethodRef, Function> functions, World world, Consumer<Function> simplify) {
        this.functions = functions;
        this.world = world;
        this.simplify = simplify;
        functions.values().forEach(f -> calls(f).forEach(c -> callSites.merge((MethodRef) c.detail(), 1, Integer::sum)));
    }

    /** For more versions of the methods that {@code done} has been through: with these bodies, which it left, in its functions' place. */
    InlineCalls(InlineCalls done, Map<MethodRef, Function> bodies) {
        this.functions = bodies;
        this.world = done.world;
        this.simplify = done.simplify;
        callSites.putAll(done.callSites);
        finished.addAll(done.finished);
    }

    void run() {
        functions.keySet().forEach(this::visit);
    }

    /** Takes callees into one more version of a method. */
    void runOn(Function function) {
        active.add(function.method().ref());
        takeIn(function);
        active.clear();
    }

    private static List<Value> calls(Function function) {
        return function.blocks().stream().flatMap(b -> b.instructions().stream()).filter(v -> v.op() == Op.CALL_DIRECT).toList();
    }

    private void visit(MethodRef method) {
        Function function = functions.get(method);
        if (function == null || finished.contains(method) || !active.add(method)) {
            return;
        }
        calls(function).forEach(c -> visit((MethodRef) c.detail()));
        takeIn(function);
        active.remove(method);
        finished.add(method);
    }

    private void takeIn(Function function) {
        boolean changed = false;
        for (Value call : calls(function)) {
            if (mayInline((MethodRef) call.detail()) && size(function) < LARGE) {
                InlineOne.run(function, call, functions.get((MethodRef) call.detail()));
                changed = true;
            }
        }
        if (changed) {
            simplify.accept(function);
        }
    }

    private boolean mayInline(MethodRef callee) {
        Function function = functions.get(callee);
        if (function == null || function.outOfLine() || active.contains(callee) || !finished.contains(callee) || isBoundToItsFrame(function)) {
            return false;
        }
        MethodInfo method = world.method(callee);
        boolean once = callSites.get(callee) == 1 && !world.addressTaken(callee) && !isInTable(callee);
        return method.annotations().has("Inline") || size(function) <= SMALL || once && size(function) <= ONCE;
    }

    /** Looks at its stack pointer, flushes its windows, or calls itself. */
    static boolean isBoundToItsFrame(Function function) {
        return function.blocks().stream().flatMap(b -> b.instructions().stream()).anyMatch(v -> v.op() == Op.READ_STACK_POINTER
            || v.op() == Op.FLUSH_WINDOWS || v.op() == Op.CALL_DIRECT && v.detail().equals(function.method().ref()));
    }

    /** Constants and checks cost next to nothing. */
    static int size(Function function) {
        int size = 0;
        for (Block block : function.blocks()) {
            if (!block.unlikely()) {
                size += 1 + (int) block.instructions().stream().filter(v -> !v.isConstant() && v.op() != Op.NULL_CHECK).count();
            }
        }
        return size;
    }

    private boolean isInTable(MethodRef method) {
        return world.dispatch().inTables().contains(method);
    }

    /** Leaves only functions that can still be called. */
    void removeUncalled() {
        Set<MethodRef> needed = new HashSet<>();
        functions.forEach((method, function) -> {
            if (function.outOfLine() || world.addressTaken(method) || isInTable(method)) {
                need(method, needed);
            }
        });
        functions.keySet().retainAll(needed);
    }

    private void need(MethodRef method, Set<MethodRef> needed) {
        if (functions.containsKey(method) && needed.add(method)) {
            calls(functions.get(method)).forEach(c -> need((MethodRef) c.detail(), needed));
        }
    }
}
