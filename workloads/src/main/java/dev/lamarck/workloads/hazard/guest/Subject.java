package dev.lamarck.workloads.hazard.guest;

import dev.lamarck.toolchain.magic.NoInline;
import dev.lamarck.toolchain.magic.Symbol;

/** What is spliced: straight code, a branch, a call, as functions have them. No instruction of it may be lost, doubled or done early. */
final class Subject {
    private Subject() {}

    @NoInline
    @Symbol("hazard_subject")
    static long compute(long a, long b) {
        long x = a * 5 + b;
        if ((x & 4) != 0) {
            x += b << 3;
        } else {
            x -= a;
        }
        x = turn(x) + b;
        return x * 9 ^ a;
    }

    @NoInline
    @Symbol("hazard_callee")
    static long turn(long x) {
        return x << 7 ^ x >>> 3;
    }
}
