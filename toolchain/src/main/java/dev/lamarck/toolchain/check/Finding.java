package dev.lamarck.toolchain.check;

import dev.lamarck.toolchain.Diagnostic;
import dev.lamarck.toolchain.Rule;
import dev.lamarck.toolchain.frontend.MethodInfo;

/** A violation at a line of a method, before it is known how the method was reached. */
record Finding(Rule rule, int line, String message) {
    Diagnostic diagnostic(MethodInfo method) {
        return new Diagnostic(rule, method.owner().sourceFile(), line, message);
    }
}
