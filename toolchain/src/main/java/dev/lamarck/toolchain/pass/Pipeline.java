package dev.lamarck.toolchain.pass;

import dev.lamarck.toolchain.frontend.World;
import dev.lamarck.toolchain.heap.ImageHeap;
import dev.lamarck.toolchain.ir.DataObject;
import dev.lamarck.toolchain.ir.Function;
import dev.lamarck.toolchain.ir.FunctionCopy;
import dev.lamarck.toolchain.ir.MethodRef;
import dev.lamarck.toolchain.ir.Printer;
import dev.lamarck.toolchain.ir.Verifier;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The list of passes, and how it is run: all functions through one pass, verified, dumped if asked for, then the next pass. */
public final class Pipeline {
    private final World world;
    private final ImageHeap heap;
    private final RuntimeHooks hooks;
    private final boolean checks;
    private final Set<String> dumps;
    private final Consumer<String> dump;
    private final Map<MethodRef, Function> functions = new TreeMap<>();
    private final SortedMap<MethodRef, Function> bound = new TreeMap<>();
    private InlineCalls inliningAgain;
    private boolean keeps;

    public Pipeline(World world, ImageHeap heap, RuntimeHooks hooks, boolean checks, Set<String> dumps, Consumer<String> dump) {
        this.world = world;
        this.heap = heap;
        this.hooks = hooks;
        this.checks = checks;
        this.dumps = dumps;
        this.dump = dump;
        world.functions().forEach(f -> functions.put(f.method().ref(), f));
    }

    /** Keeps what {@link #boundFunctions} and {@link #compileAgain} need. */
    public Pipeline keeping() {
        keeps = true;
        return this;
    }

    /** Low-level functions, sorted by their Java names. */
    public List<Function> run(boolean optimize) {
        each("build-ssa", PruneDead::run);
        if (!checks) {
            each("drop-checks", DropChecks::run);
        }
        each("bind-calls", f -> BindCalls.run(f, world));
        keep(bound);
        if (optimize) {
            each("simplify", this::simplify);
            InlineCalls inlining = new InlineCalls(functions, world, this::simplify);
            inlining.run();
            SortedMap<MethodRef, Function> bodies = new TreeMap<>();
            keep(bodies);
            inliningAgain = new InlineCalls(inlining, bodies);
            inlining.removeUncalled();
            each("inline", _ -> { });
            highPasses().forEach(this::each);
        }
        heap.makeArraysConstant(WritableArrays.fields(functions.values(), world));
        functions.replaceAll((_, f) -> lower(f));
        each("lower", PruneDead::run);
        if (optimize) {
            lowPasses().forEach(this::each);
        }
        return List.copyOf(functions.values());
    }

    /** The data object with that symbol, one that {@link #compileAgain} has added included. */
    public Optional<DataObject> data(String symbol) {
        return heap.data().stream().filter(d -> d.symbol().equals(symbol)).findFirst();
    }

    private Map<String, Consumer<Function>> highPasses() {
        Map<String, Consumer<Function>> passes = new LinkedHashMap<>();
        passes.put("number-values", f -> NumberValues.run(f, world));
        passes.put("remove-checks", RemoveChecks::run);
        passes.put("hoist-invariants", HoistInvariants::run);
        passes.put("simplify-again", this::simplify);
        return passes;
    }

    private Function lower(Function function) {
        return Lower.run(function, world, heap, hooks);
    }

    private Map<String, Consumer<Function>> lowPasses() {
        Map<String, Consumer<Function>> passes = new LinkedHashMap<>();
        passes.put("number-values-low", f -> NumberValues.run(f, world));
        passes.put("simplify-low", this::simplify);
        passes.put("load-unsigned", LoadUnsigned::run);
        passes.put("remove-extensions", RemoveExtensions::run);
        passes.put("lay-out-blocks", LayOutBlocks::run);
        return passes;
    }

    private void keep(SortedMap<MethodRef, Function> copies) {
        if (keeps) {
            functions.forEach((method, function) -> copies.put(method, FunctionCopy.of(function)));
        }
    }

    /** All methods as they were before the first optional pass, by their Java names; not to be changed. */
    public SortedMap<MethodRef, Function> boundFunctions() {
        return Collections.unmodifiableSortedMap(bound);
    }

    /** Takes another version of a method, in the form of {@link #boundFunctions}, through the optional passes, as it would have gone in {@link #run}. */
    public Function compileAgain(Function version) {
        one("simplify", this::simplify, version);
        one("inline", inliningAgain::runOn, version);
        highPasses().forEach((name, body) -> one(name, body, version));
        Function low = lower(version);
        one("lower", PruneDead::run, low);
        lowPasses().forEach((name, body) -> one(name, body, low));
        return low;
    }

    /** Whether a callee is never taken into its callers, and whether it is so small that it always may be. */
    public static boolean isBoundToItsFrame(Function function) {
        return InlineCalls.isBoundToItsFrame(function);
    }

    public static boolean isSmall(Function function) {
        return InlineCalls.size(function) <= InlineCalls.SMALL;
    }

    private void simplify(Function function) {
        Simplify.run(function, world, heap);
    }

    private void each(String pass, Consumer<Function> body) {
        functions.values().forEach(f -> one(pass, body, f));
    }

    private void one(String pass, Consumer<Function> body, Function function) {
        body.accept(function);
        Verifier.verify(function, pass);
        if (dumps.contains(pass)) {
            dump.accept("; " + pass + "\n" + Printer.print(function));
        }
    }
}
