package dev.lamarck.workloads.hazard;

import dev.lamarck.hardware.device.InterruptSource;
import dev.lamarck.hardware.machine.Limits;
import dev.lamarck.hardware.machine.Machine;
import dev.lamarck.hardware.machine.Tracer;
import dev.lamarck.kernel.mm.Pages;
import dev.lamarck.kernel.trap.TrapFrame;
import java.nio.ByteBuffer;

/** A machine in which schedules of one stage are played, one after the other, each from the stage's beginning. */
final class Trial {
    private static final int O0 = 8;
    /** Far more than a scene takes, and less than there is to the next tick of the clock. */
    private static final long PATIENCE = 200_000;

    private final Machine machine;
    private final Stage stage;
    private int stepWanted;
    private int steps;
    /** Whether the victim has come back from the call in which it is preempted, and whether it had from the start. */
    private boolean hasReturned;
    private boolean startsBehind;
    private Fate.Kind ending;
    private long wrong;
    private long counted;
    private long passed;
    private int trap;

    Trial(Theatre theatre, Stage stage) {
        this.stage = stage;
        machine = theatre.machine();
        long point = theatre.subject + 4L * stage.word;
        int linked = theatre.linked(point);
        machine.watch(theatre.kernel.address("hazard_step"), (cycle, pc) -> step());
        machine.watch(theatre.kernel.address("hazard_verdict"), (cycle, pc) -> hear());
        machine.watch(theatre.kernel.address("panic_trap"), (cycle, pc) -> panicked(machine.registers().integer(O0)));
        machine.watch(point, (cycle, pc) -> passed += Theatre.word(machine, pc) == linked ? 0 : 1);
        machine.watch(stage.positions.getLast().pc(), (cycle, pc) -> hasReturned = true);
    }

    /** For those who want to see more than the end. */
    Machine machine() {
        return machine;
    }

    /** Brings the victim to its position, with the timer's interrupt upon it. */
    void begin(int position, int step) {
        stepWanted = step;
        steps = 0;
        startsBehind = position == stage.positions.size() - 1;
        hasReturned = startsBehind;
        ending = Fate.Kind.NEVER_CAME_BACK;
        wrong = 0;
        counted = 0;
        passed = 0;
        trap = 0;
        stage.interruptAt(machine, position);
    }

    /** Begins, and runs to the end. */
    Fate play(int position, int step) {
        begin(position, step);
        machine.run(Limits.instructions(machine.instructions() + PATIENCE));
        return fate();
    }

    boolean isOver() {
        return ending != Fate.Kind.NEVER_CAME_BACK;
    }

    Fate fate() {
        return new Fate(ending, wrong, trap, counted, passed);
    }

    /** The writer is at a step: perhaps the one before which it loses the processor. */
    private void step() {
        boolean isTooEarly = steps == 0 && hasReturned && !startsBehind;
        boolean isTooLate = steps == stepWanted + 1 && !hasReturned;
        if (isTooEarly || isTooLate) {
            throw new AssertionError("the timer's interrupt did not take the processor away");
        }
        if (steps == stepWanted) {
            machine.interrupt(InterruptSource.TIMER);
        }
        steps++;
    }

    private void hear() {
        wrong = machine.registers().integer(O0);
        counted = machine.registers().integer(O0 + 1);
        boolean isRefused = machine.registers().integer(O0 + 2) != 0;
        boolean isMiscounted = stage.way == Way.SINGLE && counted != passed;
        ending = isRefused ? Fate.Kind.REFUSED : wrong != 0 ? Fate.Kind.WRONG_RESULT : isMiscounted ? Fate.Kind.MISCOUNTED : Fate.Kind.UNHARMED;
        machine.requestStop();
    }

    private void panicked(long frame) {
        ending = Fate.Kind.TRAPPED;
        trap = (int) ByteBuffer.wrap(machine.readPhysical(frame - Pages.DIRECT + TrapFrame.TRAP_TYPE, Long.BYTES)).getLong();
        machine.requestStop();
    }
}
