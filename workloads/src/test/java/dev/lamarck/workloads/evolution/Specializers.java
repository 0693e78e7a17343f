package dev.lamarck.workloads.evolution;

import dev.lamarck.toolchain.CompilationException;
import dev.lamarck.toolchain.residual.Specializer;

/** The built-in kernel's specializer, made once for all tests of a build. */
final class Specializers {
    private static KernelSpecializer kernel;

    private Specializers() {}

    static synchronized Specializer ofKernel() {
        if (kernel == null) {
            try {
                kernel = new KernelSpecializer(BuiltKernel.kernel());
            } catch (CompilationException e) {
                throw new AssertionError(e);
            }
        }
        return kernel.get();
    }
}
