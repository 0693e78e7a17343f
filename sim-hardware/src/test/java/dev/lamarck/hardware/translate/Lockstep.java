package dev.lamarck.hardware.translate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamarck.hardware.machine.BareMachine;
import dev.lamarck.hardware.machine.Limits;
import dev.lamarck.hardware.machine.Machine;
import dev.lamarck.hardware.machine.MachineConfiguration;
import dev.lamarck.hardware.machine.Stop;
import java.util.Random;

/** Runs the same program on two engines, a random number of instructions or cycles at a time, and compares everything after each. */
public final class Lockstep {
    private static final int BETWEEN_HASHES = 16;

    private Lockstep() {}

    /** Until the program switches off. The second machine executes as {@code engine} says; the first is interpreted. */
    public static void compare(MachineConfiguration configuration, String text, Engine engine, long seed, int most) {
        BareMachine interpreted = new BareMachine(configuration, text, seed);
        interpreted.machine.use(Engine.INTERPRET);
        BareMachine translated = new BareMachine(configuration, text, seed);
        translated.machine.use(engine);
        Random random = new Random(seed);
        Stop stop;
        int steps = 0;
        do {
            Limits limits = limits(interpreted.machine, random, most);
            long from = interpreted.machine.instructions();
            stop = interpreted.machine.run(limits);
            assertThat(translated.machine.run(limits)).isEqualTo(stop);
            boolean everything = stop instanceof Stop.PowerOff || ++steps % BETWEEN_HASHES == 0;
            assertThat(state(translated.machine, everything)).as("seed %d, after instruction %d, %s", seed, from, limits)
                    .isEqualTo(state(interpreted.machine, everything));
        } while (stop instanceof Stop.InstructionLimit || stop instanceof Stop.CycleLimit);
        assertThat(stop).isInstanceOf(Stop.PowerOff.class);
    }

    private static Limits limits(Machine machine, Random random, int most) {
        int step = 1 + random.nextInt(random.nextInt(4) == 0 ? most : 20);
        return random.nextBoolean() ? Limits.instructions(machine.instructions() + step) : Limits.cycles(machine.cycles() + step);
    }

    /** Registers and counts, and with them {@code everything} else, which takes longer, as a hash. */
    private static String state(Machine machine, boolean everything) {
        var registers = machine.registers();
        StringBuilder text = new StringBuilder("pc %x npc %x ccr %x window %d/%d/%d\n".formatted(registers.pc(), registers.npc(),
                registers.ccr(), registers.cwp(), registers.cansave(), registers.canrestore()));
        for (int i = 0; i < 32; i++) {
            text.append("%d:%x ".formatted(i, registers.integer(i)));
        }
        for (int window = 0; window < 8; window++) {
            text.append("\nwindow ").append(window).append(' ');
            for (int i = 16; i < 32; i++) {
                text.append("%d:%x ".formatted(i, registers.integer(window, i)));
            }
        }
        return text.append("\nfprs ").append(registers.fprs()).append(' ').append(machine.counters()).append('\n').append(everything ? machine.stateHash() : "").toString();
    }
}
