package dev.lamarck.toolchain.check;

import dev.lamarck.toolchain.Diagnostic;
import dev.lamarck.toolchain.Rule;
import dev.lamarck.toolchain.frontend.ClassInfo;
import dev.lamarck.toolchain.frontend.ClassStore;
import dev.lamarck.toolchain.frontend.MethodInfo;
import java.lang.classfile.CodeElement;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LineNumber;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Static initialisers give the same objects on every build: they, and what of the program they call, use of the JDK only what computes from
 * its arguments. What they call through interfaces is not followed, nor are the host's tables that they may read (the instruction set's).
 */
final class InitializerRule {
    private static final Set<String> ALLOWED = Set.of("java/lang/Object", "java/lang/Enum", "java/lang/Record", "java/lang/String", "java/lang/StringBuilder",
        "java/lang/Integer", "java/lang/Long", "java/lang/Short", "java/lang/Byte", "java/lang/Character", "java/lang/Boolean", "java/util/Arrays",
        "java/util/Objects", "java/lang/Class", "java/lang/NoSuchFieldError", "java/lang/AssertionError", "java/lang/MatchException");
    private static final Set<String> BANNED_METHODS = Set.of("java/lang/Object.hashCode", "java/util/Objects.hashCode", "java/util/Objects.hash");

    private final ClassStore store;
    private final Set<MethodInfo> seen = new HashSet<>();
    private final List<Diagnostic> diagnostics = new ArrayList<>();

    private InitializerRule(ClassStore store) {
        this.store = store;
    }

    /** Looks at the initialiser of a class that is about to be initialised. */
    static List<Diagnostic> check(ClassInfo type, ClassStore store) {
        InitializerRule rule = new InitializerRule(store);
        type.methods().stream().filter(m -> m.name().equals("<clinit>")).forEach(rule::visit);
        return rule.diagnostics;
    }

    private void visit(MethodInfo method) {
        if (!seen.add(method) || !method.hasCode() || method.owner().name().startsWith(ClassStore.MAGIC_PACKAGE)) {
            return;
        }
        int line = method.source().line();
        for (CodeElement element : method.code().elementList()) {
            if (element instanceof LineNumber l) {
                line = l.line();
            } else if (element instanceof InvokeInstruction call) {
                visit(call, method, line);
            }
        }
    }

    private void visit(InvokeInstruction call, MethodInfo from, int line) {
        String owner = call.owner().asInternalName();
        String name = call.name().stringValue();
        Optional<ClassInfo> type = owner.startsWith("[") ? Optional.empty() : store.find(owner);
        if (type.isPresent() && store.resolveMethod(owner, name, call.type().stringValue()).isPresent()) {
            visit(store.resolveMethod(owner, name, call.type().stringValue()).get());
        } else if (!isDeterministic(owner, name)) {
            diagnostics.add(new Diagnostic(Rule.DETERMINISM, from.owner().sourceFile(), line,
                "a static initialiser calls " + owner.replace('/', '.') + "." + name));
        }
    }

    private static boolean isDeterministic(String owner, String name) {
        boolean known = !owner.startsWith("java") || ALLOWED.contains(owner)
            || owner.equals("java/lang/System") && name.equals("arraycopy") || owner.equals("java/lang/Math") && !name.equals("random");
        return known && !BANNED_METHODS.contains(owner + "." + name) && !name.equals("identityHashCode");
    }
}
