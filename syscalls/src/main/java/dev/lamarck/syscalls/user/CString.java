package dev.lamarck.syscalls.user;

import dev.lamarck.kernel.text.Bytes;
import dev.lamarck.toolchain.magic.Kernel;
import dev.lamarck.toolchain.magic.Magic;
import dev.lamarck.toolchain.magic.Memory;

/** Strings at the border of the kernel, where they end with a NUL and are addresses. */
@Magic
final class CString {
    /** Linux's PATH_MAX. */
    private static final int MAX_PATH = 4096;

    private static final byte[] PATH = new byte[MAX_PATH];

    /** The address of a terminated copy, valid until the next call. */
    static long path(byte[] text) {
        if (text.length >= PATH.length) {
            throw Kernel.panic("path longer than PATH_MAX");
        }
        Bytes.copy(text, 0, PATH, 0, text.length);
        PATH[text.length] = 0;
        return Pointer.toBytes(PATH, 0);
    }


    /** A new array with the bytes at an address up to the NUL. */
    static byte[] bytes(long address) {
        int length = 0;
        while (Memory.load8(address + length) != 0) {
            length++;
        }
        byte[] text = new byte[length];
        for (int i = 0; i < length; i++) {
            text[i] = Memory.load8(address + i);
        }
        return text;
    }

    private CString() {}
}
