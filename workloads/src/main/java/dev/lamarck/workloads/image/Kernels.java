package dev.lamarck.workloads.image;

import dev.lamarck.toolchain.CompilationException;
import dev.lamarck.workloads.world.Content;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The kernel, as it is or with more in it: an experiment's own part. What the user laid over it is in all of them. */
public final class Kernels {
    private final Images images;
    private final Map<String, byte[]> overlay;

    /** @param overlay class files in place of the kernel's own */
    public Kernels(Images images, Map<String, byte[]> overlay) {
        this.images = images;
        this.overlay = overlay;
    }

    public Content plain() throws CompilationException {
        return images.image(Images.kernelRequest(overlay), "the kernel");
    }

    /** With the classes of a package; their system calls are its roots. */
    public Content with(Package guest) throws CompilationException {
        SortedMap<String, byte[]> classes = new TreeMap<>(ClassFiles.of(guest));
        classes.putAll(overlay);
        return images.image(Images.kernelRequest(classes), "the kernel with " + guest.getName());
    }

    /** A user program whose class is given. */
    public Content program(Class<?> main) throws CompilationException {
        return images.image(Images.programRequest(ClassFiles.of(main.getPackage()), main.getName().replace('.', '/')), main.getSimpleName());
    }
}
