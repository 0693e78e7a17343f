package dev.lamarck.kernel.trap;

import dev.lamarck.toolchain.magic.Kva;

/** Stands in for {@link UnalignedDoubles} in a kernel that has such programs end by SIGBUS. */
final class NoUnalignedDoubles {
    static final int NOT_ONE = -1;

    static int complete(@Kva long frame) {
        return NOT_ONE;
    }

    private NoUnalignedDoubles() {}
}
