package dev.lamarck.toolchain.check;

import dev.lamarck.toolchain.Diagnostic;
import dev.lamarck.toolchain.Profile;
import dev.lamarck.toolchain.frontend.ClassStore;
import dev.lamarck.toolchain.frontend.Closure;
import dev.lamarck.toolchain.frontend.MethodInfo;
import java.util.List;

/** The rules that one method's class file decides. */
public final class MethodChecker implements Closure.MethodCheck {
    private final ClassStore store;
    private final Profile profile;

    public MethodChecker(ClassStore store, Profile profile) {
        this.store = store;
        this.profile = profile;
    }

    @Override
    public List<Diagnostic> check(MethodInfo method) {
        return List.of();
    }
}
