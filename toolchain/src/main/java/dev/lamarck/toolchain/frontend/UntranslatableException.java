package dev.lamarck.toolchain.frontend;

import dev.lamarck.toolchain.Diagnostic;
import java.util.List;

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
        return new Diagnostic(method.owner().sourceFile(), line, rejection.rule(), rejection.getMessage(), List.of(), rejection.fix());
    }
}
