package dev.lamarck.hardware.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamarck.hardware.isa.Assembler;
import dev.lamarck.hardware.isa.Assembly;
import dev.lamarck.hardware.isa.Disassembler;
import dev.lamarck.hardware.isa.SymbolResolver;
import dev.lamarck.hardware.machine.BootMedia;
import dev.lamarck.hardware.machine.Host;
import dev.lamarck.hardware.machine.Image;
import dev.lamarck.hardware.machine.Limits;
import dev.lamarck.hardware.machine.Machine;
import dev.lamarck.hardware.machine.MachineConfiguration;
import dev.lamarck.hardware.machine.Stop;
import dev.lamarck.hardware.translate.Engine;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Random sequences of instructions with random state, on the bare machine and under QEMU, must leave the same registers and memory. Many sequences
 * are one program, each for many rounds. {@code -Dcpu.instructions=10000000} compares so many; {@code -Dcpu.seed=N} names the first sequence,
 * {@code -Dcpu.sequences=1} takes only this one: a failure prints both, and the instruction after which the two differ.
 */
class QemuDifferentialTest {
    private static final long FIRST_SEED = Long.getLong("cpu.seed", 1);
    private static final long INSTRUCTIONS = Long.getLong("cpu.instructions", 50_000);
    private static final int SEQUENCES = Integer.getInteger("cpu.sequences", 10);
    private static final int SEQUENCE_INSTRUCTIONS = 300;
    private static final int ROUNDS = 20;
    private static final long TEXT = 0x10_0000;
    private static final int RECORD_BYTES = RandomProgram.RECORD_WORDS * Long.BYTES;

    /** A write takes as much as it likes. */
    private static final String DONE = """
            done:   setx records, %g2, %l1
                    set BYTES, %l2
            write:  mov 4, %g1
                    mov 1, %o0
                    mov %l1, %o1
                    mov %l2, %o2
                    ta 0x6d
                    add %l1, %o0, %l1
                    subcc %l2, %o0, %l2
                    bne write
                    nop
                    mov 1, %g1
                    mov 0, %o0
                    ta 0x6d
            """;

    @TempDir
    Path directory;
    private Qemu qemu;

    @BeforeEach
    void findQemu() {
        qemu = new Qemu(directory);
    }

    /** Some sequences as a program, with what each of their rounds begins with. */
    private record Program(List<Long> seeds, Assembly assembly, int[] words) {
        static Program of(List<Long> seeds, int instructions) {
            String done = DONE.replace("BYTES", Integer.toString(seeds.size() * ROUNDS * RECORD_BYTES));
            Assembly assembly = Assembler.assemble(RandomProgram.BARE + done + RandomProgram.text(seeds, instructions), TEXT, SymbolResolver.NONE);
            ByteBuffer records = ByteBuffer.allocate(seeds.size() * ROUNDS * RECORD_BYTES);
            for (long seed : seeds) {
                for (int round = 0; round < ROUNDS; round++) {
                    for (long word : RandomProgram.record(seed, round, round == ROUNDS - 1)) {
                        records.putLong(word);
                    }
                }
            }
            int[] words = Arrays.copyOf(assembly.words(), assembly.words().length + records.capacity() / Integer.BYTES);
            records.flip().asIntBuffer().get(words, assembly.words().length, records.capacity() / Integer.BYTES);
            return new Program(seeds, assembly, words);
        }

        long label(String name) {
            return assembly.labels().get(name);
        }

        /** Instructions of a round that only load and store state: they stand in a row. */
        long overhead(int sequence) {
            return (label("body" + sequence) - label("sequence" + sequence) + label("after" + sequence) - label("end" + sequence)) / Integer.BYTES;
        }
    }

    /** A doubleword of a record that is not the same: its sequence and what it is. */
    private record Difference(int sequence, int round, String place, long theirs, long ours) {
        @Override
        public String toString() {
            return "round %d, %s: qemu %016x, machine %016x".formatted(round, place, theirs, ours);
        }
    }

    @ParameterizedTest
    @CsvSource({"interpret, functional", "interpret, timing", "eager, functional", "eager, timing"})
    void registersAndMemoryAgree(String engine, String mode) throws IOException, InterruptedException {
        long compared = 0;
        for (long seed = FIRST_SEED; compared < INSTRUCTIONS && (compared == 0 || SEQUENCES > 1); seed += SEQUENCES) {
            Program program = Program.of(LongStream.range(seed, seed + SEQUENCES).boxed().toList(), SEQUENCE_INSTRUCTIONS);
            Machine machine = finished(program, engine, mode);
            List<Difference> differences = differences(program, machine);
            if (!differences.isEmpty()) {
                long culprit = program.seeds.get(differences.getFirst().sequence);
                assertThat(differences).as("replay: mvn -pl sim-hardware test -Dtest=QemuDifferentialTest -Dcpu.sequences=1 -Dcpu.seed=%d; they differ after %s", culprit,
                        culprit(culprit, engine, mode)).isEmpty();
            }
            compared += instructions(program, machine);
        }
        System.out.printf("%s %s: %,d instructions compared from seed %d on%n", engine, mode, compared, FIRST_SEED);
    }

    /** What a program executed beside loading and storing state. */
    private static long instructions(Program program, Machine machine) {
        long overhead = 0;
        for (int sequence = 0; sequence < program.seeds.size(); sequence++) {
            overhead += ROUNDS * program.overhead(sequence);
        }
        return machine.instructions() - overhead;
    }

    private static Machine finished(Program program, String engine, String mode) {
        MachineConfiguration configuration = MachineConfiguration.named("ultrasparc-1").with("mode", mode);
        Machine machine = new Machine(configuration, BootMedia.of(Image.flat(TEXT, program.words)), Host.none());
        machine.use(Engine.named(engine));
        machine.watch(program.label("done"), (cycle, pc) -> machine.requestStop());
        assertThat(machine.run(Limits.instructions(100_000_000))).isEqualTo(new Stop.Requested());
        return machine;
    }

    private List<Difference> differences(Program program, Machine machine) throws IOException, InterruptedException {
        byte[] theirs = qemu.run(TEXT, program.label("start"), program.words);
        byte[] ours = machine.readPhysical(program.label("records"), program.seeds.size() * ROUNDS * RECORD_BYTES);
        assertThat(theirs).hasSameSizeAs(ours);
        LongBuffer expected = ByteBuffer.wrap(theirs).asLongBuffer();
        LongBuffer actual = ByteBuffer.wrap(ours).asLongBuffer();
        List<Difference> differences = new ArrayList<>();
        for (int i = expected.mismatch(actual); i >= 0 && i < expected.limit(); i++) {
            if (expected.get(i) != actual.get(i)) {
                int record = i / RandomProgram.RECORD_WORDS;
                differences.add(new Difference(record / ROUNDS, record % ROUNDS, RandomProgram.place(i % RandomProgram.RECORD_WORDS), expected.get(i), actual.get(i)));
            }
        }
        return differences;
    }

    /** The last instruction of the shortest beginning of a sequence that leaves different states. */
    private String culprit(long seed, String engine, String mode) throws IOException, InterruptedException {
        int agrees = 0;
        int differs = SEQUENCE_INSTRUCTIONS;
        while (differs - agrees > 1) {
            int middle = (agrees + differs) / 2;
            if (differ(seed, middle, engine, mode).isPresent()) {
                differs = middle;
            } else {
                agrees = middle;
            }
        }
        return differ(seed, differs, engine, mode).orElse("nothing when it is alone: what is random is not the same");
    }

    /** The code of the last of so many instructions, if they leave different states. */
    private Optional<String> differ(long seed, int instructions, String engine, String mode) throws IOException, InterruptedException {
        Program program = Program.of(List.of(seed), instructions);
        Program shorter = Program.of(List.of(seed), instructions - 1);
        List<Difference> differences = differences(program, finished(program, engine, mode));
        if (differences.isEmpty()) {
            return Optional.empty();
        }
        StringBuilder code = new StringBuilder();
        for (long pc = shorter.label("end0"); pc < program.label("end0"); pc += Integer.BYTES) {
            code.append(Disassembler.text(program.words[(int) (pc - TEXT) / Integer.BYTES], pc)).append("; ");
        }
        return Optional.of(code + differences.getFirst().toString());
    }
}
