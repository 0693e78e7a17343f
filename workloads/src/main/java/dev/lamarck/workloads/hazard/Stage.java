package dev.lamarck.workloads.hazard;

import dev.lamarck.hardware.cpu.RegisterEditor;
import dev.lamarck.hardware.device.InterruptSource;
import dev.lamarck.hardware.machine.Limits;
import dev.lamarck.hardware.machine.Machine;
import dev.lamarck.hardware.machine.Tracer;
import java.util.ArrayList;
import java.util.List;

/**
 * One way of splicing at one word: the machine with the victim about to execute the first instruction of the subject, the instructions of its call, and
 * the steps of the writer.
 */
final class Stage {
    private static final int O0 = 8;
    private static final int O1 = 9;
    private static final int RETURN_ADDRESS = 15;
    private static final long PATIENCE = 1_000_000;

    /** An instruction of the victim's call. {@code executed}: how many the machine had executed since the call began. */
    record Position(long pc, long executed) {}

    /** A step of the writer: stores a word, or flushes (no word). The last has no address: all is done. */
    record Step(long address, int word) {}

    final Way way;
    final int word;
    final List<Position> positions = new ArrayList<>();
    final List<Step> steps = new ArrayList<>();
    private final long subject;
    private final Machine machine;
    private final byte[] start;
    private final long startInstructions;
    private boolean hasBegun;
    private byte[] atEntry;

    Stage(Theatre theatre, Way way, int word) {
        this.way = way;
        this.word = word;
        subject = theatre.subject;
        machine = theatre.machine();
        start = raiseCurtain(theatre);
        startInstructions = machine.instructions();
        long end = machine.registers().integer(RETURN_ADDRESS) + 8;
        while (machine.registers().pc() != end || machine.registers().trapLevel() > 0) {
            notePosition();
            machine.run(Limits.instructions(machine.instructions() + 1));
        }
        notePosition();
        noteSteps(theatre);
    }

    /** Gives the scene its arguments and lets it run until the victim calls the subject. */
    private byte[] raiseCurtain(Theatre theatre) {
        RegisterEditor registers = machine.editRegisters();
        registers.setInteger(O0, way.ordinal());
        registers.setInteger(O1, word);
        Tracer marker = new Tracer() {
            @Override
            public void marker(long cycle, long value) {
                hasBegun = true;
            }
        };
        machine.addTracer(marker);
        Runnable unwatch = machine.watch(theatre.subject, (cycle, pc) -> {
            if (hasBegun) {
                atEntry = machine.snapshot();
                machine.requestStop();
            }
        });
        machine.run(Limits.none());
        unwatch.run();
        machine.removeTracer(marker);
        machine.restore(atEntry);
        return atEntry;
    }

    /** An interrupt inside a trap handler waits for its end, so only positions outside one count. */
    private void notePosition() {
        if (machine.registers().trapLevel() == 0) {
            positions.add(new Position(machine.registers().pc(), machine.instructions() - startInstructions));
        }
    }

    private void noteSteps(Theatre theatre) {
        Runnable unwatch = machine.watch(theatre.kernel.address("hazard_step"), (cycle, pc) -> {
            steps.add(new Step(machine.registers().integer(O0), (int) machine.registers().integer(O1)));
            if (steps.getLast().address() == 0) {
                machine.requestStop();
            }
        });
        interruptAt(machine, 0);
        machine.run(Limits.instructions(machine.instructions() + PATIENCE));
        unwatch.run();
    }

    /** Whether the splice is made at all: the guest refuses words for which a way is not meant. */
    boolean isPlayed() {
        return steps.size() > 1;
    }

    /** Whether the victim stands behind the first and before the second word at a position. */
    boolean isBetweenWords(int position) {
        return positions.get(position).pc() == subject + 4L * (word + 1);
    }

    /** Takes a machine to a position of the victim, where the timer interrupts. */
    void interruptAt(Machine other, int position) {
        other.restore(start);
        other.run(Limits.instructions(startInstructions + positions.get(position).executed()));
        if (other.registers().pc() != positions.get(position).pc()) {
            throw new AssertionError("the same fork took another way");
        }
        other.interrupt(InterruptSource.TIMER);
    }
}
