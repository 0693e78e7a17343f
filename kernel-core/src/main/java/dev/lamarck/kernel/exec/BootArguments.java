package dev.lamarck.kernel.exec;

import dev.lamarck.kernel.kmem.Kmem;
import dev.lamarck.kernel.mm.AllocationFailures;
import dev.lamarck.kernel.text.Bytes;
import dev.lamarck.toolchain.magic.Kva;
import dev.lamarck.toolchain.magic.Magic;
import dev.lamarck.toolchain.magic.Memory;
import dev.lamarck.toolchain.magic.Text;

/**
 * What the boot arguments say about the first program: {@code key=value} lines, keys {@code init} (its path), {@code arg} and {@code env} (repeated,
 * in order), {@code cwd}, and what to copy out at its end: {@code copyout} (repeated). In a value, {@code %XX} is a byte in hexadecimal. {@code kmem.fail}, {@code kmem.fail.seed}
 * and {@code kmem.fail.user} are numbers, for {@link AllocationFailures}. Other keys are not for us.
 */
@Magic
final class BootArguments {
    final Strings arguments = new Strings();
    final Strings environment = new Strings();
    final Strings copies = new Strings();
    private int failOneIn;
    private long failSeed;
    private int failUser = AllocationFailures.EVERYBODY;
    byte[] program = Bytes.copyOf(Text.bytes("/bin/sh"));
    byte[] directory = Bytes.copyOf(Text.bytes("/"));

    /** @return 0 or −E2BIG */
    int parse(@Kva long lines, int length) {
        byte[] text = new byte[length];
        for (int i = 0; i < length; i++) {
            text[i] = Memory.load8(lines + i);
        }
        int error = 0;
        int at = 0;
        while (error == 0 && at < length) {
            int end = Bytes.indexOf(text, at, length, '\n');
            int equals = Bytes.indexOf(text, at, end, '=');
            if (equals < end) {
                error = take(text, at, equals, end);
            }
            at = end + 1;
        }
        Kmem.free(text);
        return error;
    }

    /** Has allocations fail from now on, if that is wanted. */
    void startFailures() {
        if (failOneIn > 1) {
            AllocationFailures.start(failOneIn, failSeed, failUser);
        }
    }

    /** Frees all but the paths to copy out. */
    void free() {
        arguments.free();
        environment.free();
        Kmem.free(program);
        Kmem.free(directory);
        Kmem.free(this);
    }

    private int take(byte[] text, int key, int equals, int end) {
        byte[] value = decode(text, equals + 1, end);
        if (isKey(text, key, equals, "init")) {
            Kmem.free(program);
            program = value;
            return 0;
        }
        if (isKey(text, key, equals, "cwd")) {
            Kmem.free(directory);
            directory = value;
            return 0;
        }
        int error = 0;
        if (isKey(text, key, equals, "arg")) {
            error = arguments.add(value);
        } else if (isKey(text, key, equals, "env")) {
            error = environment.add(value);
        } else if (isKey(text, key, equals, "copyout")) {
            error = copies.add(value);
        } else if (isKey(text, key, equals, "kmem.fail")) {
            failOneIn = (int) number(value);
        } else if (isKey(text, key, equals, "kmem.fail.seed")) {
            failSeed = number(value);
        } else if (isKey(text, key, equals, "kmem.fail.user")) {
            failUser = (int) number(value);
        }
        Kmem.free(value);
        return error;
    }

    private static long number(byte[] value) {
        return Bytes.number(value, 0, value.length, 10);
    }

    private static boolean isKey(byte[] text, int from, int to, String key) {
        byte[] bytes = Text.bytes(key);
        return to - from == bytes.length && Bytes.equal(text, from, bytes, 0, bytes.length);
    }

    private static byte[] decode(byte[] text, int from, int to) {
        byte[] buffer = new byte[to - from];
        int length = 0;
        for (int i = from; i < to; i++) {
            int octet = text[i];
            if (octet == '%' && i + 2 < to) {
                octet = nibble(text[i + 1]) << 4 | nibble(text[i + 2]);
                i += 2;
            }
            buffer[length++] = (byte) octet;
        }
        byte[] exact = new byte[length];
        Bytes.copy(buffer, 0, exact, 0, length);
        Kmem.free(buffer);
        return exact;
    }

    private static int nibble(int digit) {
        if (digit <= '9') {
            return digit - '0';
        }
        return (digit | 0x20) - 'a' + 10;
    }
}
