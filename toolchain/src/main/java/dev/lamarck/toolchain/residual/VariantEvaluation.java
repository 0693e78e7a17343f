package dev.lamarck.toolchain.residual;

import dev.lamarck.toolchain.frontend.ClassStore;
import dev.lamarck.toolchain.frontend.MethodInfo;
import dev.lamarck.toolchain.ir.Block;
import dev.lamarck.toolchain.ir.Detail;
import dev.lamarck.toolchain.ir.Edge;
import dev.lamarck.toolchain.ir.Effect;
import dev.lamarck.toolchain.ir.Function;
import dev.lamarck.toolchain.ir.MethodRef;
import dev.lamarck.toolchain.ir.Op;
import dev.lamarck.toolchain.ir.Position;
import dev.lamarck.toolchain.ir.Terminator;
import dev.lamarck.toolchain.ir.Type;
import dev.lamarck.toolchain.ir.TypeRef;
import dev.lamarck.toolchain.ir.Value;
import dev.lamarck.toolchain.pass.Fold;
import dev.lamarck.toolchain.pass.Pipeline;
import dev.lamarck.toolchain.residual.Abstract.Cause;
import dev.lamarck.toolchain.residual.Abstract.Dynamic;
import dev.lamarck.toolchain.residual.Abstract.Known;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Evaluates a source block from a point on in one context: appends to the variant's residual block what cannot be done now, and ends it. */
final class VariantEvaluation {
    private static final int DEEPEST = 24;
    private static final int MOST_REPETITIONS = 8;

    /** A constant of the residual block. */
    private record Literal(Type type, long bits) {}

    private final PartialEvaluator evaluator;
    private final Variant variant;
    private final Activation activation;
    private final Block block;
    private final Map<Value, Abstract> values;
    private final Map<Literal, Value> literals = new HashMap<>();
    private final Map<Value, Value> leaves = new HashMap<>();
    private Written written;
    /** Place and number of what is being evaluated: what is made for it has them. */
    private Position position;
    private int number;

    VariantEvaluation(PartialEvaluator evaluator, Variant variant) {
        this.evaluator = evaluator;
        this.variant = variant;
        this.activation = variant.activation();
        this.block = variant.residual();
        this.values = new HashMap<>(variant.values());
        this.written = variant.written();
    }

    void run() {
        List<Value> source = variant.point().block().instructions();
        for (int i = variant.point().index(); i < source.size(); i++) {
            Value value = source.get(i);
            begin(value.position(), value.id());
            if (isCall(value)) {
                if (call(value, i)) {
                    return;
                }
            } else if (!evaluator.isLeaf(value)) {
                step(value);
            }
        }
        begin(variant.point().block().terminator().position(), activation.function().valueBound());
        block.terminator(end(variant.point().block().terminator()));
    }

    private void begin(Position source, int value) {
        position = activation.at(source);
        number = value;
    }

    private static boolean isCall(Value value) {
        return value.op() == Op.CALL_DIRECT || value.op() == Op.CALL_VIRTUAL || value.op() == Op.CALL_INTERFACE;
    }

    /** What is known of a value here. */
    private Optional<Known> known(Value value) {
        if (!evaluator.specializes()) {
            return Optional.empty();
        }
        if (values.get(value) instanceof Known known) {
            return Optional.of(known);
        }
        return value.isConstant() ? Optional.of(Known.constant(value)) : Optional.empty();
    }

    private void step(Value value) {
        Optional<Known> folded = evaluator.folding().value(value, this::known, written);
        if (folded.isPresent()) {
            values.put(value, folded.get());
            if (value.op().effect() == Effect.READ) {
                evaluator.report().folded(position, value.detail() + " is " + Long.toHexString(folded.get().bits()));
            }
            return;
        }
        Optional<Set<Assumption>> passed = evaluator.folding().passed(value, this::known);
        if (passed.isPresent()) {
            evaluator.use(passed.get());
            return;
        }
        String obstacle = evaluator.folding().obstacle(value, this::known, written);
        if (obstacle != null) {
            evaluator.report().notFolded(position, "load stays: " + obstacle);
        }
        emit(value, value.op(), value.detail());
        wrote(evaluator.effects().direct(value));
    }

    /** Puts an instruction of the source, whose op and detail may have become more exact, into the residual. */
    private void emit(Value value, Op op, Detail detail) {
        List<Value> operands = value.operands().stream().map(this::residualOf).toList();
        Value made = evaluator.residual().newValue(op, value.type(), operands, value.constant(), detail, position);
        append(made);
        if (value.type() != Type.VOID) {
            values.put(value, new Dynamic(made, cause(value)));
        }
    }

    private Value append(Value made) {
        block.instructions().add(evaluator.own(made, activation, number));
        return made;
    }

    /** Of a computation the cause of its first unknown operand, of others themselves. */
    private Cause cause(Value value) {
        if (value.op().effect() == Effect.PURE) {
            for (Value operand : value.operands()) {
                if (values.get(operand) instanceof Dynamic d) {
                    return d.cause();
                }
            }
        }
        return new Cause(value.op() + (value.detail() == null ? "" : " " + value.detail()), position);
    }

    /** The value in the residual; what is known becomes a constant, and the residual rests on its assumptions. */
    private Value residualOf(Value value) {
        return switch (values.get(value)) {
            case Known known -> literal(known);
            case Dynamic dynamic -> dynamic.residual();
            case null -> leaves.computeIfAbsent(value, v -> append(evaluator.residual().newValue(v.op(), v.type(), v.operands(), v.constant(), v.detail(), position)));
        };
    }

    private Value literal(Known known) {
        evaluator.use(known.assumptions());
        return literals.computeIfAbsent(new Literal(known.type(), known.bits()),
            l -> append(evaluator.residual().newConstant(l.type, l.bits, position)));
    }

    /** Evaluates a call; gives whether it was inlined, which ends the block. */
    private boolean call(Value call, int index) {
        Optional<MethodRef> target = target(call);
        Function callee = target.map(evaluator::function).orElse(null);
        if (callee != null && mayInline(call, callee)) {
            inline(call, index, callee);
            return true;
        }
        Written effects = target.map(t -> evaluator.effects().of(t)).orElseGet(() -> evaluator.effects().callees(call).stream()
            .map(t -> evaluator.effects().of(t)).reduce(Written.NOTHING, Written::and));
        if (target.isPresent()) {
            emit(call, Op.CALL_DIRECT, target.get());
        } else {
            emit(call, call.op(), call.detail());
        }
        wrote(effects);
        return false;
    }

    /** Of no interest where no memory is known; then it would but make contexts different. */
    private void wrote(Written more) {
        if (evaluator.memory().isPresent()) {
            written = written.and(more);
        }
    }

    /** The method that is called, if it is certain. */
    private Optional<MethodRef> target(Value call) {
        MethodRef named = (MethodRef) call.detail();
        if (call.op() == Op.CALL_DIRECT) {
            return Optional.of(named);
        }
        Optional<Known> receiver = known(call.operand(0)).filter(k -> k.steers() && evaluator.memory().isPresent());
        Optional<TypeRef> type = receiver.flatMap(evaluator.memory().isPresent() ? evaluator.memory().get()::typeOf : _ -> Optional.empty());
        if (type.isEmpty() || type.get().isArray()) {
            return Optional.empty();
        }
        ClassStore store = evaluator.world().store();
        evaluator.use(evaluator.memory().get().alive(receiver.get()));
        return store.resolveMethod(type.get().className(), named.name(), named.descriptor()).map(MethodInfo::ref);
    }

    /** What is called with something static, and what every caller would take in. */
    private boolean mayInline(Value call, Function callee) {
        if (!evaluator.specializes() || evaluator.isFull() || Pipeline.isBoundToItsFrame(callee)) {
            return false;
        }
        boolean hasStaticArgument = call.operands().stream().anyMatch(o -> known(o).filter(Known::steers).isPresent());
        boolean isTaken = hasStaticArgument || Pipeline.isSmall(callee) && !callee.outOfLine();
        if (isTaken && (activation.depth() >= DEEPEST || activation.repetitionsOf(callee) >= MOST_REPETITIONS)) {
            evaluator.report().notFolded(position, "call of " + callee.symbol() + " stays: inlined too deep already");
            return false;
        }
        return isTaken;
    }

    private void inline(Value call, int index, Function callee) {
        Map<Value, Abstract> arguments = new HashMap<>();
        for (int i = 0; i < call.operands().size(); i++) {
            arguments.put(callee.parameters().get(i), argument(call.operand(i)));
        }
        Point next = new Point(variant.point().block(), index + 1);
        Activation inner = evaluator.inline(callee, new Activation.Call(activation, call, next, Map.copyOf(values)), variant);
        Edge edge = edge(inner, Point.head(callee.entry()), arguments);
        block.terminator(new Terminator.Goto(edge, position));
    }

    /** What goes into or out of a callee: constants of the program too are worth knowing there. */
    private Abstract argument(Value value) {
        Optional<Known> known = known(value);
        if (known.isPresent()) {
            return known.get().steering();
        }
        return values.get(value) instanceof Dynamic dynamic ? dynamic : new Dynamic(residualOf(value), new Cause(value.op().toString(), null));
    }

    /** To a point, given what is known or in the residual of the values that live there. */
    private Edge edge(Activation to, Point point, Map<Value, Abstract> arriving) {
        Variant target = evaluator.arrive(to, point, arriving, written);
        List<Value> arguments = new ArrayList<>();
        for (Value parameter : target.parameters()) {
            arguments.add(switch (arriving.get(parameter)) {
                case Known known -> literal(known);
                case Dynamic dynamic -> dynamic.residual();
            });
        }
        return new Edge(target.residual(), arguments);
    }

    /** Along an edge of the source. */
    private Edge follow(Edge edge) {
        Map<Value, Abstract> arriving = new HashMap<>(values);
        boolean unrolls = evaluator.specializes() && edge.target() == activation.cfg().loopHeader(edge.target())
            && LoopControl.isStatic(activation.cfg(), edge, this::known);
        for (int i = 0; i < edge.arguments().size(); i++) {
            Value argument = edge.arguments().get(i);
            Optional<Known> known = known(argument).filter(k -> unrolls || k.steers());
            arriving.put(edge.target().parameters().get(i), known.isPresent() ? known.get().steering()
                : new Dynamic(residualOf(argument), values.get(argument) instanceof Dynamic d ? d.cause() : new Cause("constant of the program", null)));
        }
        return edge(activation, Point.head(edge.target()), arriving);
    }

    private Terminator end(Terminator end) {
        return switch (end) {
            case Terminator.Goto g -> new Terminator.Goto(follow(g.edge()), position);
            case Terminator.Branch b -> branch(b);
            case Terminator.Switch s -> branch(s);
            case Terminator.Return r -> leave(r);
            case Terminator.Trap t -> new Terminator.Trap(t.kind(), t.message() == null ? null : residualOf(t.message()), position);
        };
    }

    private Terminator branch(Terminator.Branch b) {
        if (Folding.steer(b.operands(), this::known)) {
            boolean holds = Fold.holds(b.comparison(), known(b.left()).orElseThrow().bits(), known(b.right()).orElseThrow().bits());
            return decided(b, holds ? b.then() : b.otherwise());
        }
        explain(b);
        Value left = residualOf(b.left());
        Value right = residualOf(b.right());
        return new Terminator.Branch(b.comparison(), left, right, follow(b.then()), follow(b.otherwise()), position);
    }

    private Terminator branch(Terminator.Switch s) {
        if (Folding.steer(s.operands(), this::known)) {
            int key = s.keys().indexOf((int) known(s.value()).orElseThrow().bits());
            return decided(s, key < 0 ? s.otherwise() : s.targets().get(key));
        }
        Value value = residualOf(s.value());
        return new Terminator.Switch(value, s.keys(), s.targets().stream().map(this::follow).toList(), follow(s.otherwise()), position);
    }

    private Terminator decided(Terminator end, Edge chosen) {
        evaluator.use(Folding.assumptions(end.operands(), this::known));
        evaluator.report().folded(position, "branch decided");
        return new Terminator.Goto(follow(chosen), position);
    }

    /** A branch on something static that stays has its cause in what is not. */
    private void explain(Terminator end) {
        boolean someStatic = end.operands().stream().anyMatch(o -> known(o).filter(Known::steers).isPresent());
        end.operands().stream().map(values::get).filter(Dynamic.class::isInstance).findFirst().filter(_ -> someStatic)
            .ifPresent(d -> evaluator.report().notFolded(position, "branch stays: " + ((Dynamic) d).cause()));
    }

    private Terminator leave(Terminator.Return r) {
        Activation.Call call = activation.call();
        if (call == null) {
            return new Terminator.Return(r.value() == null ? null : residualOf(r.value()), position);
        }
        Map<Value, Abstract> arriving = new HashMap<>(call.values());
        if (r.value() != null) {
            arriving.put(call.value(), argument(r.value()));
        }
        return new Terminator.Goto(edge(call.caller(), call.next(), arriving), position);
    }
}
