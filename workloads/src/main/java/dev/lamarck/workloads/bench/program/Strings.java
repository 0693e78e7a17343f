package dev.lamarck.workloads.bench.program;

import dev.lamarck.toolchain.magic.Text;
import dev.lamarck.workloads.codegen.program.Texts;

/** Paths split, numbers parsed, texts compared: byte loads and short, branchy loops. */
public final class Strings {
    private static final int TIMES = 100;

    private Strings() {
    }

    public static void main(String[] args) {
        byte[] path = Text.bytes("/usr//share/doc/gcc-12-base/README.Debian/../../lib/sparc64-linux-gnu/");
        byte[] other = Text.bytes("/usr//share/doc/gcc-12-base/README.Debian/../../lib/sparc-linux-gnu/");
        byte[] number = Text.bytes("x=-1234567890,");
        int[] starts = new int[16];
        long sum = 0;
        for (int rounds = Rounds.of(args); rounds > 0; rounds--) {
            for (int i = 0; i < TIMES; i++) {
                sum += Texts.split(path, starts) + Texts.compare(path, other) + Texts.parse(number, 2);
            }
        }
        Rounds.report(sum);
    }
}
