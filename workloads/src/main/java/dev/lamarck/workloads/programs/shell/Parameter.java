package dev.lamarck.workloads.programs.shell;

import dev.lamarck.kernel.text.Bytes;

/** What stands behind {@code $}. */
final class Parameter {
    /** A copy of its value; null if it has none. */
    static byte[] value(byte[] word, int from, int length) {
        int c = word[from];
        if (c >= '0' && c <= '9') {
            int index = c - '0';
            Words all = Variables.parameters();
            return index < all.count() ? Bytes.copyOf(all.get(index)) : null;
        }
        switch (c) {
            case '?':
                return new Buffer().decimal(Shell.status).take();
            case '$':
                return new Buffer().decimal(Shell.number()).take();
            case '!':
                return new Buffer().decimal(Jobs.lastBackground()).take();
            case '#':
                return new Buffer().decimal(Variables.parameters().count() - 1).take();
            default:
                byte[] value = Variables.value(word, from, length);
                return value == null ? null : Bytes.copyOf(value);
        }
    }

    private Parameter() {}
}
