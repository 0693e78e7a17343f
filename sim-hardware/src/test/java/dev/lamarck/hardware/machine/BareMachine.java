package dev.lamarck.hardware.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamarck.hardware.isa.Assembler;
import dev.lamarck.hardware.isa.Assembly;
import dev.lamarck.hardware.isa.SymbolResolver;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Runs assembly text on the bare machine: loaded and entered at {@link #TEXT} with translation off. The text ends with
 * {@code ba,a finish}, which switches the machine off.
 */
public final class BareMachine {
    public static final long TEXT = 0x1_0000;

    private static final String FINISH = """

            finish: setx 0x1fe0000a000, %g1, %g2
                    stxa %g0, [%g2] 0x15
                    nop
            """;

    public final Machine machine;
    public final Assembly assembly;
    private final ByteArrayOutputStream console = new ByteArrayOutputStream();

    public BareMachine(MachineConfiguration configuration, String text) {
        this(configuration, text, 0);
    }

    public BareMachine(MachineConfiguration configuration, String text, long seed) {
        this(configuration, text, seed, new byte[0], Schedule.NONE);
    }

    public BareMachine(MachineConfiguration configuration, String text, long seed, byte[] disk) {
        this(configuration, text, seed, disk, Schedule.NONE);
    }

    public BareMachine(MachineConfiguration configuration, String text, long seed, byte[] disk, Schedule schedule) {
        assembly = Assembler.assemble(text + FINISH, TEXT, SymbolResolver.NONE);
        BootMedia media = new BootMedia(Image.flat(TEXT, assembly.words()), disk, "", seed).following(schedule);
        machine = new Machine(configuration, media, Host.withOutput(console::write));
    }

    public static MachineConfiguration functional() {
        return MachineConfiguration.named("ultrasparc-1");
    }

    public static MachineConfiguration timing() {
        return functional().with("mode", "timing");
    }

    /** Runs the text to its end in functional mode. */
    public static BareMachine run(String text) {
        return run(functional(), text);
    }

    public static BareMachine run(MachineConfiguration configuration, String text) {
        return new BareMachine(configuration, text).finish();
    }

    public BareMachine finish() {
        assertThat(machine.run(Limits.instructions(20_000_000))).isEqualTo(new Stop.PowerOff(0, 0));
        return this;
    }

    public long label(String name) {
        return assembly.labels().get(name);
    }

    /** The doubleword at a label. */
    public long at(String label) {
        return at(label, 0);
    }

    public long at(String label, int index) {
        return ByteBuffer.wrap(machine.readPhysical(label(label) + 8L * index, 8)).getLong();
    }

    public String console() {
        return console.toString(StandardCharsets.ISO_8859_1);
    }
}
