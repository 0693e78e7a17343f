package dev.lamarck.toolchain;

import java.util.Map;
import java.util.Set;

/**
 * What to compile. {@code classes} maps internal names to class-file bytes and is the whole program (the classes of {@code toolchain.magic}
 * are added); every {@code @Root}, {@code @Assembly}, {@code @Syscall} and {@code @RuntimeHook} method in it is a root. A user program
 * names its {@code mainClass} (internal name; else null), whose static method {@code main} gets the symbol {@code main}. After passes named in
 * {@code dumps} the functions are printed; {@code optimize} false leaves the optional passes out. {@code checks} false compiles
 * null, bounds and cast checks to nothing, to measure what they cost: such code may do anything where Java would throw.
 */
public record Request(Profile profile, Map<String, byte[]> classes, String mainClass, Allocator allocator, boolean optimize,
                      boolean assertions, boolean checks, Set<String> dumps) {
    public Request {
        classes = Map.copyOf(classes);
        dumps = Set.copyOf(dumps);
    }

    public static Request kernel(Map<String, byte[]> classes) {
        return new Request(Profile.KERNEL, classes, null, Allocator.REAL, true, true, true, Set.of());
    }

    public static Request user(Map<String, byte[]> classes, String mainClass) {
        return new Request(Profile.USER, classes, mainClass, Allocator.REAL, true, true, true, Set.of());
    }

    public Request with(Allocator newAllocator, boolean newOptimize) {
        return new Request(profile, classes, mainClass, newAllocator, newOptimize, assertions, checks, dumps);
    }

    /** The same without checks. */
    public Request unchecked() {
        return new Request(profile, classes, mainClass, allocator, optimize, assertions, false, dumps);
    }
}
