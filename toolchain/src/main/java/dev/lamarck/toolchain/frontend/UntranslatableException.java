package dev.lamarck.toolchain.frontend;

import dev.lamarck.toolchain.Diagnostic;

/** A method's body is no Kernel Java, seen at a line of it. */
final class UntranslatableException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int line;
    private final transient Rejection rejection;

    UntranslatableException(int line, Rejection rejection) {
        super(rejection);
        this.line = line;
        this.rejection = rejection;
    }

    Diagnostic diagnostic(MethodInfo method) {
        return new Diagnostic(rejection.rule(), method.owner().sourceFile(), line, rejection.getMessage());
    }
}
