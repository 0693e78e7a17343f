package dev.lamarck.kernel.fs;

/** Stands in for {@link SpecialFiles} in a kernel without these files. */
final class NoSpecialFiles {
    static void put(Vnode devices) {}

    private NoSpecialFiles() {}
}
