package dev.lamarck.workloads.image;

import dev.lamarck.toolchain.CompilationException;
import dev.lamarck.toolchain.magic.Inline;
import dev.lamarck.workloads.world.Content;
import java.lang.classfile.Annotation;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.MethodTransform;
import java.lang.classfile.attribute.RuntimeInvisibleAnnotationsAttribute;
import java.lang.constant.ClassDesc;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The kernel, as it is or with more in it: an experiment's own part. What the user laid over it is in all of them. */
public final class Kernels {
    private static final Annotation INLINE = Annotation.of(ClassDesc.of(Inline.class.getName()));

    private final Images images;
    private final KernelVariant variant;
    private final Map<String, byte[]> overlay;

    /** @param overlay class files in place of the kernel's own */
    public Kernels(Images images, Map<String, byte[]> overlay) {
        this(images, KernelVariant.STANDARD, overlay);
    }

    public Kernels(Images images, KernelVariant variant, Map<String, byte[]> overlay) {
        this.images = images;
        this.variant = variant;
        this.overlay = overlay;
    }

    public Content plain() throws CompilationException {
        String name = variant == KernelVariant.STANDARD ? "the kernel" : "the kernel " + variant.label();
        if (!overlay.isEmpty()) {
            return images.image(Images.kernelRequest(variant, overlay), name);
        }
        return images.own(name, () -> new TreeMap<>(Map.of(name, Images.kernelRequest(variant, Map.of())))).get(name);
    }

    /** With the classes of a package; their system calls are its roots. */
    public Content with(Package guest) throws CompilationException {
        SortedMap<String, byte[]> classes = new TreeMap<>(ClassFiles.of(guest));
        classes.putAll(overlay);
        return images.image(Images.kernelRequest(variant, classes), "the kernel with " + guest.getName());
    }

    /** With one method, which has no annotation, marked to be inlined wherever it is called. */
    public Content inlining(Class<?> owner, String method) throws CompilationException {
        String name = owner.getName().replace('.', '/');
        SortedMap<String, byte[]> classes = ClassFiles.kernel();
        classes.putAll(overlay);
        byte[] marked = ClassFile.of().transformClass(ClassFile.of().parse(classes.get(name)), ClassTransform.transformingMethods(
                model -> model.methodName().equalsString(method),
                MethodTransform.endHandler(builder -> builder.with(RuntimeInvisibleAnnotationsAttribute.of(INLINE)))));
        classes.put(name, marked);
        return images.image(Images.kernelRequest(variant, classes), "the kernel with " + owner.getSimpleName() + "." + method + " inlined");
    }

    /** A user program whose class is given. */
    public Content program(Class<?> main) throws CompilationException {
        return images.image(Images.programRequest(main), main.getSimpleName());
    }
}
