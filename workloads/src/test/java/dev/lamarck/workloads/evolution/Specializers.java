package dev.lamarck.workloads.evolution;

import dev.lamarck.toolchain.CompilationException;
import dev.lamarck.toolchain.link.ElfFormatException;
import dev.lamarck.toolchain.link.Image;
import dev.lamarck.toolchain.residual.Specializer;
import dev.lamarck.workloads.image.Images;
import java.util.Map;

/** The built-in kernel's specializer, made once for all tests of a build. */
final class Specializers {
    private static Specializer kernel;

    private Specializers() {}

    static synchronized Specializer ofKernel() {
        if (kernel == null) {
            try {
                kernel = Specializer.of(Images.kernelRequest(Map.of()), Image.read(BuiltKernel.kernel().bytes()));
            } catch (CompilationException | ElfFormatException e) {
                throw new AssertionError(e);
            }
        }
        return kernel;
    }
}
