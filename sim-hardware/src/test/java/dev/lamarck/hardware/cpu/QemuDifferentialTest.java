package dev.lamarck.hardware.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamarck.hardware.isa.Assembler;
import dev.lamarck.hardware.isa.Assembly;
import dev.lamarck.hardware.isa.SymbolResolver;
import dev.lamarck.hardware.machine.BootMedia;
import dev.lamarck.hardware.machine.Host;
import dev.lamarck.hardware.machine.Image;
import dev.lamarck.hardware.machine.Limits;
import dev.lamarck.hardware.machine.Machine;
import dev.lamarck.hardware.machine.MachineConfiguration;
import dev.lamarck.hardware.machine.Stop;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Random programs on the bare machine and under QEMU must leave the same registers and memory. Longer:
 * {@code -Dcpu.programs=1000 -Dcpu.seed=N}; the failure message names the seed of the one program.
 */
class QemuDifferentialTest {
    private static final long FIRST_SEED = Long.getLong("cpu.seed", 1);
    private static final int PROGRAMS = Integer.getInteger("cpu.programs", 12);
    private static final int INSTRUCTIONS = 400;
    private static final long TEXT = 0x10_0000;

    /** Under QEMU the program starts at {@code start}; the bare machine has to be told of the floating-point unit first. */
    private static final String BARE = """
            bare:   wrpr %g0, 0x14, %pstate
                    wr %g0, 4, %fprs
                    ba,a start
            """;

    private static final String DONE = """
            done:   mov 4, %g1
                    mov 1, %o0
                    setx state, %g2, %o1
                    set BYTES, %o2
                    ta 0x6d
                    mov 1, %g1
                    mov 0, %o0
                    ta 0x6d
            """.replace("BYTES", Integer.toString(RandomProgram.BUFFER_BYTES));

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({"functional", "timing"})
    void registersAndMemoryAgree(String mode) throws IOException, InterruptedException {
        Qemu qemu = new Qemu(directory);
        for (long seed = FIRST_SEED; seed < FIRST_SEED + PROGRAMS; seed++) {
            String text = BARE + DONE + new RandomProgram(seed).text(INSTRUCTIONS);
            Assembly assembly = Assembler.assemble(text, TEXT, SymbolResolver.NONE);
            byte[] theirs = qemu.run(TEXT, assembly.labels().get("start"), assembly.words());
            byte[] ours = bare(assembly, mode);
            assertThat(differences(theirs, ours)).as("replay: -Dcpu.seed=%d -Dcpu.programs=1", seed).isEmpty();
        }
    }

    private static byte[] bare(Assembly assembly, String mode) {
        MachineConfiguration configuration = MachineConfiguration.named("ultrasparc-1").with("mode", mode);
        Machine machine = new Machine(configuration, BootMedia.of(Image.flat(TEXT, assembly.words())), Host.none());
        machine.watch(assembly.labels().get("done"), (cycle, pc) -> machine.requestStop());
        assertThat(machine.run(Limits.instructions(100_000))).isEqualTo(new Stop.Requested());
        return machine.readPhysical(assembly.labels().get("state"), RandomProgram.BUFFER_BYTES);
    }

    /** Doublewords of the buffer that differ, by index. */
    private static List<String> differences(byte[] theirs, byte[] ours) {
        assertThat(theirs).hasSameSizeAs(ours);
        ByteBuffer expected = ByteBuffer.wrap(theirs);
        ByteBuffer actual = ByteBuffer.wrap(ours);
        return IntStream.range(0, ours.length / Long.BYTES)
                .filter(i -> expected.getLong(i * Long.BYTES) != actual.getLong(i * Long.BYTES))
                .mapToObj(i -> "%d: qemu %016x, machine %016x"
                        .formatted(i, expected.getLong(i * Long.BYTES), actual.getLong(i * Long.BYTES)))
                .toList();
    }
}
