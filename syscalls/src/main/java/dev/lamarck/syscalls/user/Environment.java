package dev.lamarck.syscalls.user;

import dev.lamarck.kernel.text.Bytes;
import dev.lamarck.toolchain.magic.Magic;
import dev.lamarck.toolchain.magic.Memory;

/** What the program was started with beside its arguments. */
@Magic
public final class Environment {
    /** New arrays of all strings {@code name=value}. */
    public static byte[][] strings() {
        int count = 0;
        while (Memory.load64(Start.environment() + 8L * count) != 0) {
            count++;
        }
        byte[][] strings = new byte[count][];
        for (int i = 0; i < count; i++) {
            strings[i] = CString.bytes(Memory.load64(Start.environment() + 8L * i));
        }
        return strings;
    }

    /** The name by which the program was called, without directories. */
    public static byte[] programName() {
        byte[] path = CString.bytes(Start.name());
        int from = 0;
        for (int i = 0; i < path.length; i++) {
            from = path[i] == '/' ? i + 1 : from;
        }
        byte[] name = new byte[path.length - from];
        Bytes.copy(path, from, name, 0, name.length);
        return name;
    }

    private Environment() {}
}
