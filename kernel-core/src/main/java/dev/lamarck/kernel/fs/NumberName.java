package dev.lamarck.kernel.fs;

import dev.lamarck.kernel.kmem.Kmem;
import dev.lamarck.kernel.text.Bytes;

/** Names that are numbers: of processes, descriptors, terminals. */
public final class NumberName {
    /** A new array with a number's decimal digits. */
    public static byte[] of(int number) {
        byte[] buffer = new byte[Bytes.MAX_DECIMAL];
        int length = Bytes.decimal(buffer, 0, number);
        byte[] exact = new byte[length];
        Bytes.copy(buffer, 0, exact, 0, length);
        Kmem.free(buffer);
        return exact;
    }

    private NumberName() {}
}
