package dev.lamarck.kernel.tty;

import dev.lamarck.kernel.process.Proc;

/** Stands in for {@link FurtherTerminals} in a kernel with no terminal but the console. */
final class NoFurtherTerminals {
    static boolean controls(Proc process) {
        return false;
    }

    static void hangUp(int session) {}

    private NoFurtherTerminals() {}
}
