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
 * one kernel share it. A kernel that was not compiled from these classes has none: an {@link IllegalArgumentException}.
 */
public final class KernelSpecializer implements Supplier<Specializer> {
    private final Content kernel;
    private final Map<String, byte[]> overlay;
    private Specializer made;

    /** Of a kernel of the built-in classes. */
    public KernelSpecializer(Content kernel) {
        this(kernel, Map.of());
    }

    /** @param overlay class files that the kernel has in place of its own, or beside them */
    public KernelSpecializer(Content kernel, Map<String, byte[]> overlay) {
        this.kernel = kernel;
        this.overlay = overlay;
    }

    @Override
    public synchronized Specializer get() {
        if (made == null) {
            try {
                made = Specializer.of(Images.kernelRequest(overlay), Image.read(kernel.bytes()));
            } catch (CompilationException | ElfFormatException e) {
                throw new IllegalArgumentException("the kernel cannot be specialized: " + e.getMessage(), e);
            }
        }
        return made;
    }
}
