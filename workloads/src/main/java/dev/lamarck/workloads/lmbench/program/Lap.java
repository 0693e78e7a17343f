package dev.lamarck.workloads.lmbench.program;

import dev.lamarck.toolchain.magic.Symbol;

/** Where the rounds of a task begin and end, for who watches from outside. */
final class Lap {
    /** Before the first round of a task, by its index in {@link Tasks#all}. */
    @Symbol("lap_begin")
    static void begin(int task) {}

    /** Behind the last. */
    @Symbol("lap_end")
    static void end() {}

    private Lap() {}
}
