package dev.lamarck.toolchain.pass;

import dev.lamarck.toolchain.frontend.World;
import dev.lamarck.toolchain.heap.ImageHeap;
import dev.lamarck.toolchain.ir.Function;
import dev.lamarck.toolchain.ir.Printer;
import dev.lamarck.toolchain.ir.Verifier;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The list of passes, and how it is run: all functions through one pass, verified, dumped if asked for, then the next pass. */
public final class Pipeline {
    /** The names of all passes in order, for dumps; {@code build-ssa} is the front end's result. */
    public static final List<String> NAMES = List.of("build-ssa", "prune", "bind-calls", "lower", "prune-low");

    private final World world;
    private final ImageHeap heap;
    private final RuntimeHooks hooks;
    private final Set<String> dumps;
    private final Consumer<String> dump;
    private Map<String, Function> functions = new TreeMap<>();

    public Pipeline(World world, ImageHeap heap, RuntimeHooks hooks, Set<String> dumps, Consumer<String> dump) {
        this.world = world;
        this.heap = heap;
        this.hooks = hooks;
        this.dumps = dumps;
        this.dump = dump;
        world.functions().forEach(f -> functions.put(f.toString(), f));
    }

    /** Low-level functions, sorted by their Java names. */
    public List<Function> run(boolean optimize) {
        edit("build-ssa", _ -> { });
        edit("prune", PruneDead::run);
        edit("bind-calls", f -> BindCalls.run(f, world));
        Map<String, Function> low = new TreeMap<>();
        functions.forEach((name, f) -> low.put(name, Lower.run(f, world, heap, hooks)));
        functions = low;
        edit("lower", _ -> { });
        edit("prune-low", PruneDead::run);
        return List.copyOf(functions.values());
    }

    private void edit(String pass, Consumer<Function> body) {
        for (Function function : functions.values()) {
            body.accept(function);
            Verifier.verify(function, pass);
            if (dumps.contains(pass)) {
                dump.accept("; " + pass + "\n" + Printer.print(function));
            }
        }
    }
}
