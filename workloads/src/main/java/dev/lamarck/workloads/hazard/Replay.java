package dev.lamarck.workloads.hazard;

import dev.lamarck.hardware.cpu.RegisterView;
import dev.lamarck.hardware.isa.Disassembler;
import dev.lamarck.hardware.machine.Limits;
import dev.lamarck.hardware.machine.Machine;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One schedule told instruction by instruction: what the victim executes, what the writer stores, when the timer interrupts. */
final class Replay {
    private static final long PATIENCE = 20_000;
    /** A victim that goes round in circles has been understood by then. */
    private static final int LINES = 150;
    private static final int NO_CALL = 0;

    /**
     * Part of the tale.
     *
     * @param call     the victim's call in which it executes this; none for what the others do
     * @param isDetail a step that leaves the subject as it is
     */
    private record Line(int call, boolean isDetail, String text) {}

    private final Theatre theatre;
    private final Stage stage;
    private final int interruptedStep;
    private final Trial trial;
    private final Machine machine;
    private final List<Line> lines = new ArrayList<>();
    private int steps;
    private int call;

    Replay(Theatre theatre, Stage stage, int position, int step) {
        this.theatre = theatre;
        this.stage = stage;
        interruptedStep = step;
        trial = new Trial(theatre, stage);
        machine = trial.machine();
        trial.begin(position, step);
        if (position > 0) {
            beginCall();
        }
        for (int i = 0; i < position; i++) {
            tell(stage.positions.get(i).pc());
        }
        add(NO_CALL, "timer interrupt before " + place(machine.registers().pc()) + ": the writer runs");
        goOn();
        add(NO_CALL, trial.fate().text());
    }

    Fate fate() {
        return trial.fate();
    }

    List<String> lines() {
        return lines.stream().map(Line::text).toList();
    }

    /** Without the steps that only build the patch, and of the victim's calls only the first that went wrong. */
    List<String> brief() {
        int shown = trial.fate().firstWrongCall().orElse(call);
        return lines.stream().filter(line -> !line.isDetail && (line.call == NO_CALL || line.call == shown)).map(Line::text).toList();
    }

    private void goOn() {
        long end = machine.instructions() + PATIENCE;
        while (!trial.isOver() && machine.instructions() < end && lines.size() < LINES) {
            boolean isAtLevelZero = machine.registers().trapLevel() == 0;
            long pc = machine.registers().pc();
            machine.run(Limits.instructions(machine.instructions() + 1));
            if (isAtLevelZero && !hasTrapped(pc)) {
                executed(pc);
            }
        }
    }

    /** Whether a trap, the timer's interrupt among them, came before the instruction. */
    private boolean hasTrapped(long pc) {
        RegisterView registers = machine.registers();
        return registers.trapLevel() > 0 && registers.tpc(1) == pc;
    }

    private void executed(long pc) {
        if (pc == theatre.kernel.address("hazard_step") && steps < stage.steps.size()) {
            Stage.Step step = stage.steps.get(steps);
            if (steps == interruptedStep) {
                add(NO_CALL, "timer interrupt before the writer's step " + steps + ", " + text(step) + ": the victim runs");
            } else {
                lines.add(new Line(NO_CALL, theatre.isInPatch(step.address()), "writer, step " + steps + ": " + text(step)));
            }
            steps++;
        } else if (theatre.isInSubject(pc) || theatre.isInPatch(pc)) {
            if (pc == theatre.subject) {
                beginCall();
            }
            tell(pc);
        }
    }

    private void beginCall() {
        call++;
        add(call, "the victim's call " + call);
    }

    /** A word as it is executed now, and what it was if that is something else. */
    private void tell(long pc) {
        int word = Theatre.word(machine, pc);
        boolean isChanged = theatre.isInSubject(pc) && word != theatre.linked(pc);
        add(call, String.format(Locale.ROOT, "  %-22s %-28s%s", place(pc), Disassembler.text(word, pc),
                isChanged ? "  <- here was: " + Disassembler.text(theatre.linked(pc), pc) : "").stripTrailing());
    }

    private void add(int inCall, String text) {
        lines.add(new Line(inCall, false, text));
    }

    private String text(Stage.Step step) {
        if (step.address() == 0) {
            return "all is done";
        }
        return step.word() == 0 ? "flush " + place(step.address())
                : "store at " + place(step.address()) + ": " + Disassembler.text(step.word(), step.address());
    }

    private String place(long pc) {
        if (theatre.isInPatch(pc)) {
            return String.format(Locale.ROOT, "patch 0x%x", pc);
        }
        return theatre.kernel.functionAt(pc).map(function -> function.name()
                + (pc == function.address() ? "" : String.format(Locale.ROOT, "+0x%x", pc - function.address())))
                .orElse(String.format(Locale.ROOT, "0x%x", pc));
    }
}
