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
    private static final byte[] OTHER_PATH = new byte[MAX_PATH];

    /** The address of a terminated copy, valid until the next call. */
    static long path(byte[] text) {
        return terminated(text, PATH);
    }

    /** The same of a call's second path. */
    static long otherPath(byte[] text) {
        return terminated(text, OTHER_PATH);
    }

    private static long terminated(byte[] text, byte[] to) {
        if (text.length >= to.length) {
            throw Kernel.panic("path longer than PATH_MAX");
        }
        Bytes.copy(text, 0, to, 0, text.length);
        to[text.length] = 0;
        return Pointer.toBytes(to, 0);
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
