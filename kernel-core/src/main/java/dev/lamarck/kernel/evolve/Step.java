package dev.lamarck.kernel.evolve;

import dev.lamarck.kernel.sched.Sched;
import dev.lamarck.toolchain.magic.NoInline;
import dev.lamarck.toolchain.magic.Symbol;

/**
 * A stretch of the manager's work that is done whole or not at all: its thread can be killed where it could be preempted, and in a step
 * it cannot. Everything that outlives the manager's thread changes only in steps, and is right between them: text, code memory, ledger,
 * tables, and what is allocated, which hangs from one of these before the step ends. Steps are short and do not sleep; they may be nested.
 * What is changed outside of steps means nothing to a successor: the analyser's and the assembler's buffers, code memory that nothing leads to.
 */
final class Step {
    private Step() {}

    static void begin() {
        Sched.disablePreemption();
    }

    /** The first moment at which the thread can be killed again, unless the step was in another one. */
    @NoInline
    @Symbol("evolution_step_end")
    static void end() {
        Sched.enablePreemption();
    }
}
