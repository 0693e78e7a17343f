package dev.lamarck.hardware.machine;

/** Why a run ended. */
public sealed interface Stop {
    /** The guest switched the machine off: outcome 0 exited, 1 signalled, 2 panic. */
    record PowerOff(int outcome, int status) implements Stop {}

    record InstructionLimit(long instructions) implements Stop {}

    record CycleLimit(long cycles) implements Stop {}

    /** {@link Machine#requestStop} was called, from a watch, a tracer or a host. */
    record Requested() implements Stop {}

    /** A {@link Breakpoint} stopped before the instruction. */
    record Held(long pc) implements Stop {}

    /** The processor is idle and nothing will ever wake it. */
    record Asleep() implements Stop {}

    /** A trap with no trap level left: RED_state on a real processor, which has no firmware to go to here (V9 7.2). */
    record TrapLevelsExhausted(int trapType, long pc) implements Stop {}
}
