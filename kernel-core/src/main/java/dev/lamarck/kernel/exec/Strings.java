package dev.lamarck.kernel.exec;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.kmem.Kmem;
import dev.lamarck.kernel.mm.Pages;
import dev.lamarck.kernel.mm.UserMemory;
import dev.lamarck.kernel.text.BigEndian;
import dev.lamarck.kernel.text.Bytes;
import dev.lamarck.toolchain.magic.Uva;

/** Strings one behind the other, each with a NUL: the arguments or the environment of a program to be. */
public final class Strings {
    /** All bytes of one kind together. */
    private static final int MAX_BYTES = 128 * 1024;
    private static final int FIRST_BYTES = 240;
    private static final int POINTER = 8;

    private byte[] bytes = new byte[FIRST_BYTES];
    private int length;
    private int count;

    public int count() {
        return count;
    }

    /** Bytes in use, NULs included. */
    public int length() {
        return length;
    }

    /** The array that holds them from its beginning. */
    public byte[] bytes() {
        return bytes;
    }

    public void free() {
        Kmem.free(bytes);
        Kmem.free(this);
    }

    /** @return 0, −E2BIG or −ENOMEM */
    public int add(byte[] text) {
        int error = reserve(text.length + 1);
        if (error == 0) {
            length = Bytes.append(bytes, length, text);
            bytes[length++] = 0;
            count++;
        }
        return error;
    }

    /** Puts other strings in the place of the first, if there is one; they are undefined afterwards. @return 0, −E2BIG or −ENOMEM */
    int replaceFirst(Strings others) {
        int from = count == 0 ? 0 : Bytes.indexOf(bytes, 0, length, 0) + 1;
        int error = others.reserve(length - from);
        if (error == 0) {
            Bytes.copy(bytes, from, others.bytes, others.length, length - from);
            length += others.length - from;
            count = others.count + Math.max(0, count - 1);
            byte[] mine = bytes;
            bytes = others.bytes;
            others.bytes = mine;
        }
        return error;
    }

    /** Adds the strings of a vector in the current process; 0 is an empty one. @return 0, −EFAULT, −E2BIG or −ENOMEM */
    public int addVector(@Uva long vector) {
        byte[] pointer = new byte[POINTER];
        int error = 0;
        long string = -1;
        for (long at = vector; vector != 0 && error == 0 && string != 0; at += POINTER) {
            error = UserMemory.copyIn(at, pointer, 0, POINTER);
            string = BigEndian.get64(pointer, 0);
            if (error == 0 && string != 0) {
                error = addString(string);
            }
        }
        Kmem.free(pointer);
        return error;
    }

    /** Copies up to the end of each page and looks for the NUL there, so that memory behind the string need not exist. */
    private int addString(@Uva long string) {
        long at = string;
        while (true) {
            int n = Pages.BYTES - ((int) at & Pages.BYTES - 1);
            n = Math.min(n, FIRST_BYTES);
            int error = reserve(n);
            if (error == 0) {
                error = UserMemory.copyIn(at, bytes, length, n);
            }
            if (error != 0) {
                return error;
            }
            int end = Bytes.indexOf(bytes, length, length + n, 0);
            if (end < length + n) {
                length = end + 1;
                count++;
                return 0;
            }
            length += n;
            at += n;
        }
    }

    private int reserve(int more) {
        if (length + more <= bytes.length) {
            return 0;
        }
        if (length + more > MAX_BYTES) {
            return -Errno.E2BIG;
        }
        byte[] larger = Kmem.bytes(Math.min(MAX_BYTES, Math.max(2 * bytes.length, length + more)));
        if (larger == null) {
            return -Errno.ENOMEM;
        }
        Bytes.copy(bytes, 0, larger, 0, length);
        Kmem.free(bytes);
        bytes = larger;
        return 0;
    }
}
