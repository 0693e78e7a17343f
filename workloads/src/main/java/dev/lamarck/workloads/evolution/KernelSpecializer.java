package dev.lamarck.workloads.evolution;

import dev.lamarck.toolchain.CompilationException;
import dev.lamarck.toolchain.link.ElfFormatException;
import dev.lamarck.toolchain.link.Image;
import dev.lamarck.toolchain.residual.Specializer;
import dev.lamarck.workloads.image.Images;
import dev.lamarck.workloads.world.Content;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The residual compiler of a kernel, made when it is first wanted, since that compiles the kernel again, and then kept: several worlds of
 * one kernel share it. A kernel of other sources than the built-in ones has none: an {@link IllegalArgumentException}.
 */
public final class KernelSpecializer implements Supplier<Specializer> {
    private final Content kernel;
    private Specializer made;

    public KernelSpecializer(Content kernel) {
        this.kernel = kernel;
    }

    @Override
    public synchronized Specializer get() {
        if (made == null) {
            try {
                made = Specializer.of(Images.kernelRequest(Map.of()), Image.read(kernel.bytes()));
            } catch (CompilationException | ElfFormatException e) {
                throw new IllegalArgumentException("the kernel cannot be specialized: " + e.getMessage(), e);
            }
        }
        return made;
    }
}
