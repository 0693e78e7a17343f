package dev.lamarck.toolchain.frontend;

import dev.lamarck.toolchain.Diagnostic;
import dev.lamarck.toolchain.ir.TypeRef;
import java.util.Optional;
import java.util.SortedSet;

/** The program's static state while the image is built, as the closure sees it. */
public interface HostValues {
    /** Runs the class's static initialiser on the host unless it ran before; gives what went wrong. */
    Optional<Diagnostic> initialize(ClassInfo type);

    /** Makes a static field part of the image, and with it all that its value leads to. */
    void reach(FieldInfo field);

    /** The types of all objects that the fields reached so far lead to now. */
    SortedSet<TypeRef> instantiated();
}
