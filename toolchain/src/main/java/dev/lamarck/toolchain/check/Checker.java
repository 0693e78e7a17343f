package dev.lamarck.toolchain.check;

import dev.lamarck.toolchain.Diagnostic;
import dev.lamarck.toolchain.Profile;
import dev.lamarck.toolchain.Rule;
import dev.lamarck.toolchain.frontend.ClassInfo;
import dev.lamarck.toolchain.frontend.ClassStore;
import dev.lamarck.toolchain.frontend.Closure;
import dev.lamarck.toolchain.frontend.MethodInfo;
import dev.lamarck.toolchain.frontend.StaticTypes;
import dev.lamarck.toolchain.ir.Function;
import java.util.ArrayList;
import java.util.List;

/** The rules that one method decides, by its class file, then by its values; and those of initialisers. */
public final class Checker implements Closure.Check {
    private final ClassStore store;
    private final Profile profile;
    private final QuasiInvariantRule quasiInvariants;

    public Checker(ClassStore store, Profile profile) {
        this.store = store;
        this.profile = profile;
        this.quasiInvariants = new QuasiInvariantRule(store);
    }

    @Override
    public List<Diagnostic> checkInitializer(ClassInfo type) {
        return InitializerRule.check(type, store);
    }

    @Override
    public List<Diagnostic> checkCode(MethodInfo method) {
        List<Finding> findings = new ArrayList<>();
        int line = method.source().line();
        if (mentionsFloat(method)) {
            findings.add(new Finding(Rule.FLOATING_POINT, line, "floating point in the signature of " + method));
        }
        if (method.isSynchronized()) {
            findings.add(new Finding(Rule.SYNCHRONIZED, line, method + " is synchronized"));
        }
        if (method.hasCode()) {
            InstructionRules.check(method, store, profile, findings);
            HandlerRule.check(method, findings);
        } else {
            findings.add(new Finding(Rule.NATIVE, line, method + " is native"));
        }
        return findings.stream().map(f -> f.diagnostic(method)).toList();
    }

    private static boolean mentionsFloat(MethodInfo method) {
        return method.returnsFloatingPoint() || method.parameterDescriptors().stream().anyMatch(d -> d.endsWith("F") || d.endsWith("D"));
    }

    @Override
    public List<Diagnostic> checkValues(MethodInfo method, Function function, StaticTypes types) {
        List<Finding> findings = new ArrayList<>();
        ScratchRule.check(function, types, store, findings);
        quasiInvariants.check(method, function, types, findings);
        AddressKinds.check(method, function, store, findings);
        return findings.stream().map(f -> f.diagnostic(method)).toList();
    }
}
