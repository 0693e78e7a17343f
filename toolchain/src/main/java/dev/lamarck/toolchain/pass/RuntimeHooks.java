package dev.lamarck.toolchain.pass;

import dev.lamarck.toolchain.Diagnostic;
import dev.lamarck.toolchain.Rule;
import dev.lamarck.toolchain.frontend.MethodInfo;
import dev.lamarck.toolchain.magic.RuntimeHook.Kind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The program's methods that allocate and free, by kind. */
public final class RuntimeHooks {
    private final Map<Kind, MethodInfo> methods = new EnumMap<>(Kind.class);
    private final Set<Kind> missing = EnumSet.noneOf(Kind.class);
    private final List<Diagnostic> diagnostics = new ArrayList<>();

    public RuntimeHooks(List<MethodInfo> roots) {
        for (MethodInfo root : roots) {
            String kind = root.annotations().value("RuntimeHook");
            if (kind == null) {
                continue;
            }
            MethodInfo other = methods.put(Kind.valueOf(kind), root);
            if (other != null) {
                diagnostics.add(new Diagnostic(Rule.RUNTIME_HOOK, root.owner().sourceFile(), root.source().line(),
                    "two methods are the runtime hook " + kind + ": " + other + " and " + root));
            }
        }
    }

    /** The method that allocates; an undefined one is in {@link #diagnostics} afterwards. */
    String symbol(boolean array, boolean scratch) {
        Kind kind = scratch ? array ? Kind.NEW_SCRATCH_ARRAY : Kind.NEW_SCRATCH : array ? Kind.NEW_ARRAY : Kind.NEW;
        MethodInfo method = methods.get(kind);
        if (method != null) {
            return method.source().symbol();
        }
        if (missing.add(kind)) {
            diagnostics.add(new Diagnostic(Rule.RUNTIME_HOOK, "(program)", 0, "no method is the runtime hook " + kind + ", but the program allocates"));
        }
        return "runtime_hook_" + kind;
    }

    /** The symbols of the methods that there are of these kinds. */
    public List<String> symbols(Set<Kind> kinds) {
        return methods.entrySet().stream().filter(e -> kinds.contains(e.getKey())).map(e -> e.getValue().source().symbol()).toList();
    }

    public List<Diagnostic> diagnostics() {
        return diagnostics;
    }
}
