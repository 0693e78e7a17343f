package dev.lamarck.hardware.gdb;

import dev.lamarck.hardware.machine.Stop;

/** Why execution stopped under the debugger. */
sealed interface Outcome {
    /** A step is complete, or a breakpoint reached. */
    record Trap() implements Outcome {}

    /** Watched memory was accessed: as the stop reply says it, {@code watch}, {@code rwatch} or {@code awatch}. */
    record Watched(String kind, long va) implements Outcome {}

    record Interrupted() implements Outcome {}

    /** The kernel has generated code or has dropped some, of which {@link GuestSystem#generatedCode} knows. */
    record NewCode() implements Outcome {}

    /** The world has ended, or its budget is used up: there is no more to execute. */
    record End(Stop stop) implements Outcome {}

    /** Back where history begins. */
    record Beginning() implements Outcome {}
}
