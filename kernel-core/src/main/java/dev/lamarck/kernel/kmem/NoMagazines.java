package dev.lamarck.kernel.kmem;

import dev.lamarck.toolchain.magic.Kva;

/** Stands in for {@link MagazineLayer} in a kernel whose caches are slabs alone. */
abstract class NoMagazines {
    static void start(int processors) {}

    final void useMagazines(int bufferBytes) {}

    final @Kva long take(long bytes) {
        return takeSlowly(bytes);
    }

    final void put(@Kva long buffer) {
        putSlowly(buffer);
    }

    final @Kva long takeFromNext() {
        return 0;
    }

    final boolean putIntoNext(@Kva long buffer) {
        return false;
    }

    static void reap() {}

    final long idle() {
        return 0;
    }

    abstract @Kva long takeSlowly(long bytes);

    abstract void putSlowly(@Kva long buffer);

    abstract void giveToSlab(@Kva long buffer);
}
