package dev.lamarck.toolchain.pass;

import dev.lamarck.toolchain.frontend.World;
import dev.lamarck.toolchain.heap.ImageHeap;
import dev.lamarck.toolchain.ir.Function;
import dev.lamarck.toolchain.ir.MethodRef;
import dev.lamarck.toolchain.ir.Printer;
import dev.lamarck.toolchain.ir.Verifier;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The list of passes, and how it is run: all functions through one pass, verified, dumped if asked for, then the next pass. */
public final class Pipeline {
    private final World world;
    private final ImageHeap heap;
    private final RuntimeHooks hooks;
    private final Set<String> dumps;
    private final Consumer<String> dump;
    private final Map<MethodRef, Function> functions = new TreeMap<>();

    public Pipeline(World world, ImageHeap heap, RuntimeHooks hooks, Set<String> dumps, Consumer<String> dump) {
        this.world = world;
        this.heap = heap;
        this.hooks = hooks;
        this.dumps = dumps;
        this.dump = dump;
        world.functions().forEach(f -> functions.put(f.method().ref(), f));
    }

    /** Low-level functions, sorted by their Java names. */
    public List<Function> run(boolean optimize) {
        each("build-ssa", PruneDead::run);
        each("bind-calls", f -> BindCalls.run(f, world));
        if (optimize) {
            each("simplify", this::simplify);
            InlineCalls.run(functions, world, this::simplify);
            each("inline", _ -> { });
            each("number-values", f -> NumberValues.run(f, world));
            each("remove-checks", RemoveChecks::run);
            each("simplify-again", this::simplify);
        }
        heap.makeArraysConstant(WritableArrays.fields(functions.values(), world));
        functions.replaceAll((_, f) -> Lower.run(f, world, heap, hooks));
        each("lower", PruneDead::run);
        if (optimize) {
            each("number-values-low", f -> NumberValues.run(f, world));
            each("simplify-low", this::simplify);
            each("remove-extensions", RemoveExtensions::run);
            each("lay-out-blocks", LayOutBlocks::run);
        }
        return List.copyOf(functions.values());
    }

    private void simplify(Function function) {
        Simplify.run(function, world, heap);
    }

    private void each(String pass, Consumer<Function> body) {
        for (Function function : functions.values()) {
            body.accept(function);
            Verifier.verify(function, pass);
            if (dumps.contains(pass)) {
                dump.accept("; " + pass + "\n" + Printer.print(function));
            }
        }
    }
}
