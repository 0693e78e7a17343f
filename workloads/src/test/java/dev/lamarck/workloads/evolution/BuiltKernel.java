package dev.lamarck.workloads.evolution;

import dev.lamarck.toolchain.CompilationException;
import dev.lamarck.workloads.disk.DiskImage;
import dev.lamarck.workloads.image.ImageCache;
import dev.lamarck.workloads.image.Images;
import dev.lamarck.workloads.image.Programs;
import dev.lamarck.workloads.world.Content;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** The kernel and its programs, compiled once for all tests of a build. */
final class BuiltKernel {
    private static final Images IMAGES = new Images(new ImageCache(Path.of("target", "images")), line -> { });

    private BuiltKernel() {}

    static Content kernel() throws CompilationException {
        return IMAGES.image(Images.kernelRequest(Map.of()), "the kernel");
    }

    static Content disk() throws CompilationException {
        return new Programs(IMAGES).install(new DiskImage()).content();
    }

    /** A disk with one program more, named after its class. */
    static Content diskWith(Class<?> program) throws CompilationException {
        String name = program.getName().replace('.', '/');
        try (InputStream bytes = program.getResourceAsStream("/" + name + ".class")) {
            Map<String, byte[]> classes = Map.of(name, bytes.readAllBytes());
            String file = program.getSimpleName().toLowerCase(Locale.ROOT);
            Content elf = IMAGES.image(Images.programRequest(classes, name), file);
            return new Programs(IMAGES).install(new DiskImage().file("/bin/" + file, elf.bytes(), true)).content();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
