package dev.lamarck.syscalls.user;

import dev.lamarck.toolchain.magic.Address;
import dev.lamarck.toolchain.magic.HubLayout;
import dev.lamarck.toolchain.magic.Magic;

/** Addresses of array elements, for the kernel to read and write. */
@Magic
public final class Pointer {
    public static long toBytes(byte[] array, int index) {
        return Address.of(array) + HubLayout.ARRAY_ELEMENTS + index;
    }

    public static long toWords(long[] array) {
        return Address.of(array) + HubLayout.ARRAY_ELEMENTS;
    }

    private Pointer() {}
}
