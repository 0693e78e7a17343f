package dev.lamarck.hardware.gdb;

import dev.lamarck.hardware.cpu.RegisterView;
import dev.lamarck.hardware.cpu.TrapType;
import dev.lamarck.hardware.history.Sighting;
import dev.lamarck.hardware.history.Timeline;
import dev.lamarck.hardware.machine.Limits;
import dev.lamarck.hardware.machine.Machine;
import dev.lamarck.hardware.machine.Position;
import dev.lamarck.hardware.machine.Stop;
import dev.lamarck.hardware.machine.Tracer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Running forward and backward for the debugger.
 *
 * <p>A step is an instruction of the program that is looked at. Traps that it does not see (interrupts, TLB misses, window spills and fills, page
 * faults) are gone through and come back to it, forward and backward; a trap instruction is stepped into. With {@link #stepsIntoTraps} every trap is.
 * What other processors do until then is gone through too; backward, the attempt before is undone, whichever processor's it was.
 */
final class Execution {
    /** Between two looks at the connection. */
    private static final long SLICE = 1_000_000;

    private final Timeline timeline;
    private final Machine machine;
    private final GuestSystem system;
    private final Stopping stopping;
    private final Limits limits;
    private final BooleanSupplier isInterrupted;
    boolean stepsIntoTraps;
    /** Where the world has ended, once it has. */
    private Position ended;
    private Stop ending;

    Execution(Timeline timeline, GuestSystem system, Stopping stopping, Limits limits, BooleanSupplier isInterrupted) {
        this.timeline = timeline;
        this.machine = timeline.machine();
        this.system = system;
        this.stopping = stopping;
        this.limits = limits;
        this.isInterrupted = isInterrupted;
    }

    // ---- forward

    Outcome resume() {
        return armed(this::runOn);
    }

    /** One instruction of a thread's. */
    Outcome step(long thread) {
        return armed(() -> attemptStep(thread));
    }

    private Outcome armed(Supplier<Outcome> running) {
        stopping.takeHit();
        List<Runnable> armed = stopping.arm();
        try {
            return running.get();
        } finally {
            armed.forEach(Runnable::run);
        }
    }

    private Outcome attemptStep(long thread) {
        OptionalInt cpu = system.processor(thread);
        if (cpu.isEmpty()) {
            Optional<SavedContext> context = system.context(thread);
            return context.isEmpty() ? new Outcome.Trap() : runTo(context.get().pc(), () -> system.running() == thread);
        }
        RegisterView registers = machine.registers(cpu.getAsInt());
        Place from = Place.of(registers);
        while (true) {
            if (isAtEnd()) {
                return new Outcome.End(ending);
            }
            Position before = timeline.now();
            Stop stop = timeline.step();
            boolean trapped = timeline.now().traps() > before.traps();
            boolean completed = timeline.now().instructions() > before.instructions();
            boolean isOthers = machine.cpu() != cpu.getAsInt();
            if (stopping.isHit()) {
                return watched();
            } else if (stop instanceof Stop.Held) {
                return new Outcome.Trap();
            } else if (!trapped && (!isOthers || !completed)) {
                return completed ? new Outcome.Trap() : end(stop);
            } else if (isOthers && isInterrupted.getAsBoolean()) {
                return new Outcome.Interrupted();
            } else if (isOthers) {
                continue;
            }
            if (stepsIntoTraps || !isHidden(registers)) {
                return new Outcome.Trap();
            }
            long stack = completed ? registers.integer(Registers.STACK_POINTER) : from.stack;
            Place back = new Place(registers.tpc(registers.trapLevel()), registers.trapLevel() - 1, stack);
            Outcome outcome = runTo(back.pc, () -> machine.cpu() == cpu.getAsInt() && back.equals(Place.of(registers)));
            if (completed || !back.equals(Place.of(registers))) {
                return outcome;
            }
        }
    }

    /** What tells an execution of an instruction from those by others. */
    private record Place(long pc, int trapLevel, long stack) {
        static Place of(RegisterView registers) {
            return new Place(registers.pc(), registers.trapLevel(), registers.integer(Registers.STACK_POINTER));
        }
    }

    /** Whether a program goes on after the trap just entered as if nothing had been. */
    private static boolean isHidden(RegisterView registers) {
        return registers.trapType(registers.trapLevel()) < TrapType.SOFTWARE;
    }

    private Outcome runTo(long pc, BooleanSupplier condition) {
        Runnable remove = machine.breakAt(pc, (cycle, at) -> condition.getAsBoolean());
        try {
            return runOn();
        } finally {
            remove.run();
        }
    }

    private Outcome runOn() {
        while (!isAtEnd()) {
            Stop stop = timeline.run(new Limits(Math.min(machine.instructions() + SLICE, limits.instructions()), limits.cycles()));
            if (stopping.isHit()) {
                return watched();
            } else if (stop instanceof Stop.Held) {
                return new Outcome.Trap();
            } else if (stop instanceof Stop.Requested) {
                return new Outcome.NewCode();
            } else if (!(stop instanceof Stop.InstructionLimit) || machine.instructions() >= limits.instructions()) {
                return end(stop);
            } else if (isInterrupted.getAsBoolean()) {
                return new Outcome.Interrupted();
            }
        }
        return new Outcome.End(ending);
    }

    private Outcome watched() {
        Stopping.Watchpoint hit = stopping.takeHit();
        return new Outcome.Watched(hit.kind().reply, hit.va());
    }

    private Outcome end(Stop stop) {
        ended = timeline.now();
        ending = stop;
        return new Outcome.End(stop);
    }

    private boolean isAtEnd() {
        return ended != null && !timeline.now().isBefore(ended);
    }

    /** The debugger has changed the machine: where the world ends is open again. */
    void changed() {
        timeline.changed();
        ended = null;
    }

    /** Why the world has ended, if the machine stands at its end. */
    Optional<Stop> ending() {
        return isAtEnd() ? Optional.of(ending) : Optional.empty();
    }

    // ---- backward

    Outcome resumeBackward() {
        stopping.takeHit();
        Optional<Position> last = timeline.last(timeline.now(), stopping);
        if (last.isEmpty()) {
            timeline.seek(timeline.beginning());
            return new Outcome.Beginning();
        }
        timeline.seek(last.get());
        return stopping.isHit() ? watched() : new Outcome.Trap();
    }

    Outcome stepBackward() {
        int cpu = machine.cpu();
        Place at = Place.of(machine.registers());
        Optional<Position> before = timeline.before(timeline.now());
        while (before.isPresent()) {
            Position now = timeline.now();
            timeline.seek(before.get());
            Optional<Position> trapped = cameFromHiddenTrap(cpu, at) ? timeline.last(now, entryFrom(cpu, at)) : Optional.empty();
            if (trapped.isEmpty()) {
                timeline.seek(before.get());
                return new Outcome.Trap();
            }
            before = timeline.before(trapped.get());
        }
        timeline.seek(timeline.beginning());
        return new Outcome.Beginning();
    }

    /** Whether a processor, which is about to get to a place, gets there by leaving a trap that the program there has not seen. */
    private boolean cameFromHiddenTrap(int cpu, Place place) {
        RegisterView registers = machine.registers(cpu);
        return !stepsIntoTraps && registers.trapLevel() == place.trapLevel + 1 && isHidden(registers)
                && registers.tpc(registers.trapLevel()) == place.pc;
    }

    /** Entry to a trap from a place. */
    private static Sighting entryFrom(int cpu, Place place) {
        return (machine, seen) -> {
            Tracer tracer = new Tracer() {
                @Override
                public void trap(long cycle, int trapType, int trapLevel, long pc) {
                    if (machine.cpu() == cpu && place.equals(Place.of(machine.registers()))) {
                        seen.run();
                    }
                }
            };
            machine.addTracer(tracer);
            return List.of(() -> machine.removeTracer(tracer));
        };
    }
}
