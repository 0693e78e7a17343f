package dev.lamarck.toolchain.residual;

import dev.lamarck.toolchain.frontend.World;
import dev.lamarck.toolchain.ir.Block;
import dev.lamarck.toolchain.ir.Function;
import dev.lamarck.toolchain.ir.FunctionCopy;
import dev.lamarck.toolchain.ir.MethodRef;
import dev.lamarck.toolchain.ir.Type;
import dev.lamarck.toolchain.ir.Value;
import dev.lamarck.toolchain.ir.Verifier;
import dev.lamarck.toolchain.pass.PruneDead;
import dev.lamarck.toolchain.residual.Abstract.Cause;
import dev.lamarck.toolchain.residual.Abstract.Dynamic;
import dev.lamarck.toolchain.residual.Abstract.Known;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Evaluates one method for one specialization. Holds what all variants share: the residual under construction, the variants that are yet to be
 * evaluated, the assumptions used. {@link VariantEvaluation} does a single one.
 */
final class PartialEvaluator {
    /** How many values the residual may have for each of the source, inlined callees counted at each inlining, and besides. */
    private static final int GROWTH = 6;
    private static final int ALLOWANCE = 500;

    /** Where a value or block of the residual comes from: decides its number, so that a copy is numbered as its source. */
    private record Origin(int activation, int source) implements Comparable<Origin> {
        @Override
        public int compareTo(Origin other) {
            return activation != other.activation ? Integer.compare(activation, other.activation) : Integer.compare(source, other.source);
        }
    }

    private final World world;
    private final Map<MethodRef, Function> functions;
    private final WriteEffects effects;
    private final Optional<TrustedMemory> memory;
    private final Specialization wanted;
    private final Folding folding;
    private final Function residual;
    private final Activation method;
    private final Deque<Variant> work = new ArrayDeque<>();
    private final Map<Block, Variant> variants = new HashMap<>();
    private final Map<Value, Origin> valueOrigins = new HashMap<>();
    private final PassedThrough passedThrough = new PassedThrough();
    private final Set<Assumption> assumptions = new LinkedHashSet<>();
    private final Report report = new Report();
    private int activations = 1;
    private int room;

    /** {@code functions} are the program's, calls bound and otherwise as translated. */
    PartialEvaluator(MethodRef method, Specialization wanted, World world, Map<MethodRef, Function> functions, WriteEffects effects,
                     Optional<TrustedMemory> memory, Function residual) {
        this.world = world;
        this.functions = functions;
        this.effects = effects;
        this.memory = memory;
        this.wanted = wanted;
        this.residual = residual;
        Optional<Known> thread = Optional.ofNullable(wanted.arguments().get(Specialization.THREAD)).map(bits -> argument(Specialization.THREAD, Type.LONG, bits));
        this.folding = new Folding(memory, thread, residual);
        this.method = Activation.ofMethod(functions.get(method));
        this.room = ALLOWANCE + GROWTH * functions.get(method).valueBound();
    }

    private static Known argument(int index, Type type, long bits) {
        return new Known(type, bits, Set.of(new Assumption.Argument(index, bits)), true);
    }

    /** The residual, in the form that the pipeline's first optional pass takes. */
    Function evaluate() {
        begin();
        while (!work.isEmpty()) {
            report.countVariant();
            new VariantEvaluation(this, work.removeFirst()).run();
        }
        residual.blocks().sort(inSourceOrder());
        passedThrough.remove(residual);
        PruneDead.run(residual);
        Comparator<Value> values = Comparator.comparing((Value v) -> valueOrigins.get(v)).thenComparingInt(Value::id);
        Function numbered = FunctionCopy.inOrder(residual, values, Comparator.comparing(this::blockOrigin).thenComparingInt(Block::id));
        Verifier.verify(numbered, "evaluate");
        return numbered;
    }

    private void begin() {
        Block entry = residual.newBlock();
        Map<Value, Abstract> values = new HashMap<>();
        List<Value> parameters = method.function().parameters();
        for (int i = 0; i < parameters.size(); i++) {
            Value parameter = parameters.get(i);
            Value dynamic = own(residual.addParameter(entry, parameter.type()), method, parameter.id());
            Long bits = wanted.arguments().get(i);
            values.put(parameter, bits == null ? new Dynamic(dynamic, new Cause("argument " + i, null)) : argument(i, parameter.type(), bits));
        }
        schedule(new Variant(method, Point.head(method.function().entry()), entry, values, parameters, Written.NOTHING));
    }

    private void schedule(Variant variant) {
        variant.residual().unlikely(variant.activation().isUnlikely(variant.point().block()));
        residual.blocks().add(variant.residual());
        variants.put(variant.residual(), variant);
        work.add(variant);
    }

    /** The block for a point in the context of what is known of the values that live there; and which of them it wants from the edge. */
    Variant arrive(Activation activation, Point point, Map<Value, Abstract> values, Written written) {
        Map<Value, Optional<Known>> known = new HashMap<>();
        Set<Value> live = live(activation, point);
        live.forEach(v -> known.put(v, values.get(v) instanceof Known k ? Optional.of(k) : Optional.empty()));
        return activation.variants(point).arrive(known, written, isFull(), (kept, before) -> make(activation, point, live, values, kept, before));
    }

    private Variant make(Activation activation, Point point, Set<Value> live, Map<Value, Abstract> arriving, Map<Value, Known> kept, Written written) {
        if (isFull() || activation.variants(point).isWide()) {
            report.notFolded(activation.at(point.block().terminator().position()), isFull() ? "the residual is full: what is known ends here"
                : "too many variants of one block: what differs between them is dynamic");
        }
        Block block = residual.newBlock();
        Map<Value, Abstract> values = new HashMap<>(kept);
        List<Value> parameters = new ArrayList<>();
        for (Value value : live) {
            if (!kept.containsKey(value)) {
                Value parameter = own(residual.addParameter(block, value.type()), activation, value.id());
                if (point.index() > 0 || !point.block().parameters().contains(value)) {
                    passedThrough.note(parameter, activation, value);
                }
                values.put(value, new Dynamic(parameter, cause(arriving.get(value))));
                parameters.add(value);
            }
        }
        Variant variant = new Variant(activation, point, block, values, parameters, written);
        schedule(variant);
        return variant;
    }

    private static Cause cause(Abstract value) {
        return value instanceof Dynamic d ? d.cause() : new Cause("value that differs from way to way", null);
    }

    /** Parameters first, then what lives through; leaves are made anew where they are used. */
    private Set<Value> live(Activation activation, Point point) {
        Set<Value> behind = activation.live().behind(point.block(), point.index());
        behind.removeIf(this::isLeaf);
        Set<Value> ordered = new LinkedHashSet<>();
        if (point.index() == 0) {
            point.block().parameters().stream().filter(behind::contains).forEach(ordered::add);
        }
        ordered.addAll(behind);
        return ordered;
    }

    /** A value that needs nothing. With nothing known everything is copied as it stands. */
    boolean isLeaf(Value value) {
        if (wanted.knowsNothing()) {
            return false;
        }
        return switch (value.op()) {
            case CONSTANT, SYMBOL, STRING, HUB, ENTRY -> true;
            default -> false;
        };
    }

    /** Whether something is known, so that it pays to look at constants and callees. */
    boolean specializes() {
        return !wanted.knowsNothing();
    }

    /** Whether the residual has grown so large that it must come to an end: from here on nothing is known where blocks meet. */
    boolean isFull() {
        return residual.valueBound() > room;
    }

    /** Notes that a value of the residual stands for the one with this number of the source. */
    Value own(Value value, Activation activation, int source) {
        valueOrigins.put(value, new Origin(activation.number(), source));
        return value;
    }

    private Origin blockOrigin(Block block) {
        Variant variant = variants.get(block);
        return new Origin(variant.activation().number(), variant.point().block().id());
    }

    /** As the source lists its blocks; an inlined activation's behind the block that it was called in. */
    private Comparator<Block> inSourceOrder() {
        Map<Block, List<Integer>> paths = new HashMap<>();
        residual.blocks().forEach(b -> paths.put(b, path(variants.get(b))));
        return (a, b) -> compare(paths.get(a), paths.get(b));
    }

    private static List<Integer> path(Variant variant) {
        List<Integer> path = new ArrayList<>(pathTo(variant.activation()));
        path.addAll(List.of(place(variant.activation(), variant.point()), variant.point().index(), variant.residual().id()));
        return path;
    }

    private static List<Integer> pathTo(Activation activation) {
        if (activation.call() == null) {
            return List.of();
        }
        Activation.Call call = activation.call();
        List<Integer> path = new ArrayList<>(pathTo(call.caller()));
        path.addAll(List.of(place(call.caller(), call.next()), call.next().index() - 1, activation.number()));
        return path;
    }

    private static int place(Activation activation, Point point) {
        return activation.function().blocks().indexOf(point.block());
    }

    private static int compare(List<Integer> a, List<Integer> b) {
        for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
            if (!a.get(i).equals(b.get(i))) {
                return Integer.compare(a.get(i), b.get(i));
            }
        }
        return Integer.compare(a.size(), b.size());
    }

    Activation inline(Function callee, Activation.Call call, Variant at) {
        report.countInlined();
        room += GROWTH * callee.valueBound();
        return Activation.inlined(activations++, callee, call, at.activation().at(call.value().position()), at.residual().unlikely());
    }

    /** From here on the residual rests on these. */
    void use(Set<Assumption> used) {
        assumptions.addAll(used);
    }

    World world() {
        return world;
    }

    Function function(MethodRef method) {
        return functions.get(method);
    }

    Function residual() {
        return residual;
    }

    WriteEffects effects() {
        return effects;
    }

    Optional<TrustedMemory> memory() {
        return memory;
    }

    Folding folding() {
        return folding;
    }

    /** In the order in which they were first used. */
    Set<Assumption> assumptions() {
        return assumptions;
    }

    Report report() {
        return report;
    }
}
