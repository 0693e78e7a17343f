package dev.lamarck.toolchain;

import dev.lamarck.toolchain.check.Checker;
import dev.lamarck.toolchain.check.RecursionRule;
import dev.lamarck.toolchain.frontend.ClassInfo;
import dev.lamarck.toolchain.frontend.ClassLayouts;
import dev.lamarck.toolchain.frontend.ClassStore;
import dev.lamarck.toolchain.frontend.Closure;
import dev.lamarck.toolchain.frontend.MethodInfo;
import dev.lamarck.toolchain.frontend.World;
import dev.lamarck.toolchain.heap.FieldLister;
import dev.lamarck.toolchain.heap.HubWriter;
import dev.lamarck.toolchain.heap.ImageHeap;
import dev.lamarck.toolchain.ir.AssemblyRoutine;
import dev.lamarck.toolchain.ir.DataObject;
import dev.lamarck.toolchain.ir.FieldTable;
import dev.lamarck.toolchain.ir.Function;
import dev.lamarck.toolchain.ir.Program;
import dev.lamarck.toolchain.ir.SourceMethod;
import dev.lamarck.toolchain.link.Image;
import dev.lamarck.toolchain.link.LinkException;
import dev.lamarck.toolchain.magic.RuntimeHook;
import dev.lamarck.toolchain.pass.Pipeline;
import dev.lamarck.toolchain.pass.RuntimeHooks;
import dev.lamarck.toolchain.sparc.BackEnd;
import dev.lamarck.toolchain.sparc.Dump;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The compiler: a request's classes to the program that the back end turns into an image. */
public final class Toolchain {
    /** The linked image; the dumps that the request asks for go to {@code dump}. */
    public static Image compile(Request request, Consumer<String> dump) throws CompilationException {
        Program program = translate(request, dump);
        try {
            Dump stages = Collections.disjoint(request.dumps(), BackEnd.STAGES) ? Dump.NONE : (stage, text) -> {
                if (request.dumps().contains(stage)) {
                    dump.accept("; " + stage + "\n" + text.get());
                }
            };
            return BackEnd.compile(program, request.profile(), request.allocator(), stages);
        } catch (LinkException e) {
            throw new CompilationException(List.of(new Diagnostic("link", 0, "link", e.getMessage(), List.of(), "")));
        }
    }

    /** The program before code is selected: low-level functions, assembly and data. */
    public static Program translate(Request request, Consumer<String> dump) throws CompilationException {
        return translate(request, dump, false).program();
    }

    /** A translated program and what one needs to compile further versions of its methods. */
    public record Translation(World world, Pipeline pipeline, Program program) {}

    /** As {@link #translate}, the pipeline {@linkplain Pipeline#keeping keeping} what it went through. */
    public static Translation translation(Request request) throws CompilationException {
        return translate(request, _ -> { }, true);
    }

    private static Translation translate(Request request, Consumer<String> dump, boolean keep) throws CompilationException {
        ClassStore store = new ClassStore(request.classes());
        ClassLayouts layouts = new ClassLayouts(store);
        ImageHeap heap = new ImageHeap(store, layouts, request.assertions());
        List<MethodInfo> roots = roots(store, request.mainClass());
        Closure closure = new Closure(store, layouts, heap, new Checker(store, request.profile()));
        World world = closure.close(roots);
        RuntimeHooks hooks = new RuntimeHooks(roots);
        failIfAny(closure.diagnostics(), heap.diagnostics());
        failIfAny(RecursionRule.check(world), List.of());
        heap.freeze();
        Pipeline pipeline = new Pipeline(world, heap, hooks, request.checks(), request.dumps(), dump);
        List<Function> functions = (keep ? pipeline.keeping() : pipeline).run(request.optimize());
        failIfAny(hooks.diagnostics(), duplicates(functions));
        List<DataObject> data = new ArrayList<>(HubWriter.write(world, heap));
        data.addAll(heap.data());
        List<String> allocators = hooks.symbols(EnumSet.complementOf(EnumSet.of(RuntimeHook.Kind.FREE)));
        FieldTable fields = FieldLister.list(world, heap, allocators, hooks.symbols(EnumSet.of(RuntimeHook.Kind.FREE)));
        return new Translation(world, pipeline, new Program(functions, routines(roots), data, systemCalls(roots), fields));
    }

    private static List<MethodInfo> roots(ClassStore store, String mainClass) throws CompilationException {
        if (mainClass != null) {
            mainOf(store, mainClass).publishAs("main");
        }
        List<MethodInfo> roots = new ArrayList<>();
        store.program().keySet().forEach(name -> store.get(name).methods().stream().filter(MethodInfo::isRoot).forEach(roots::add));
        return roots;
    }

    private static MethodInfo mainOf(ClassStore store, String mainClass) throws CompilationException {
        Optional<ClassInfo> type = store.find(mainClass);
        Optional<MethodInfo> main = type.stream().flatMap(c -> c.methods().stream()).filter(m -> m.name().equals("main") && m.isStatic()).findFirst();
        if (main.isEmpty()) {
            String file = type.map(ClassInfo::sourceFile).orElse(mainClass + ".java");
            throw new CompilationException(List.of(new Diagnostic(Rule.MAIN, file, 1,
                "no static method main in " + mainClass.replace('/', '.'))));
        }
        return main.get();
    }

    private static void failIfAny(List<Diagnostic> some, List<Diagnostic> more) throws CompilationException {
        List<Diagnostic> all = Stream.concat(some.stream(), more.stream()).sorted().distinct().toList();
        if (!all.isEmpty()) {
            throw new CompilationException(all);
        }
    }

    /** Methods whose derived symbols clash. */
    private static List<Diagnostic> duplicates(List<Function> functions) {
        List<Diagnostic> result = new ArrayList<>();
        Map<String, SourceMethod> bySymbol = new HashMap<>();
        for (Function function : functions) {
            SourceMethod method = function.method();
            SourceMethod other = bySymbol.putIfAbsent(method.symbol(), method);
            if (other != null) {
                result.add(new Diagnostic(Rule.SYMBOL_CLASH, method.file(), method.line(),
                    "the symbol " + method.symbol() + " of " + method.ref() + " is also that of " + other.ref()));
            }
        }
        return result;
    }

    private static List<AssemblyRoutine> routines(List<MethodInfo> roots) {
        return roots.stream().filter(m -> m.annotations().has("Assembly"))
            .map(m -> new AssemblyRoutine(m.source(), m.annotations().value("Assembly"))).toList();
    }

    private static SortedMap<Integer, String> systemCalls(List<MethodInfo> roots) {
        SortedMap<Integer, String> symbols = new TreeMap<>();
        roots.stream().filter(m -> m.annotations().has("Syscall"))
            .forEach(m -> symbols.put(Integer.valueOf(m.annotations().value("Syscall")), m.source().symbol()));
        return symbols;
    }

    private Toolchain() {}
}
