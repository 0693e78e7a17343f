package dev.lamarck.lab.command;

import dev.lamarck.hardware.history.LastWriter;
import dev.lamarck.hardware.history.Timeline;
import dev.lamarck.lab.BadInput;
import dev.lamarck.lab.debug.KernelSystem;
import dev.lamarck.workloads.world.Terminal;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Who last wrote a word. */
@Command(name = "who-wrote", description = {"Say which instruction last wrote memory before a moment of a run, when, and what it changed.",
    "An address means the kernel's memory; where the kernel has none, the running program's."},
        footer = {"", "Examples:", "  lamarck who-wrote 0xa6e350 --in out/ct --at installed:1",
            "  lamarck who-wrote dev.lamarck.kernel.sched.Sched.threads --in out/hello"})
final class WhoWroteCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @ParentCommand
    private Lamarck lamarck;

    @Mixin
    private MomentOptions moment;

    @Option(names = "--bytes", paramLabel = "N", defaultValue = "8", description = "How many bytes from there on (default: ${DEFAULT-VALUE}).")
    private int bytes;

    @Parameters(index = "0", paramLabel = "ADDRESS", description = "A number, or a symbol of the kernel's image.")
    private String address;

    @Override
    public Integer call() {
        if (moment.run == null) {
            throw new BadInput("who-wrote needs a run to look at", "say --in RUN, a directory that --out wrote");
        }
        RecordedWorld recorded = RecordedWorld.of(moment.run, lamarck, Terminal::scripted);
        KernelSystem system = new KernelSystem(recorded.world(), recorded.log());
        Timeline timeline = recorded.world().timeline();
        moment.reach(recorded.world(), timeline::run);
        OptionalLong pa = system.translate(system.running(), address(system));
        if (pa.isEmpty() || bytes < 1 || !timeline.machine().isRam(pa.getAsLong(), bytes)) {
            throw new BadInput("there are no " + bytes + " bytes of memory at " + address + " at that moment", "give an address of the kernel's or of the program that runs");
        }
        Optional<LastWriter> writer = LastWriter.find(timeline, pa.getAsLong(), bytes);
        spec.commandLine().getOut().println(writer.map(found -> found.describe(system::describe)).orElse("nobody wrote it since reset"));
        return 0;
    }

    private long address(KernelSystem system) {
        OptionalLong symbol = system.address(address);
        try {
            return symbol.isPresent() ? symbol.getAsLong() : Long.decode(address);
        } catch (NumberFormatException e) {
            throw new BadInput("'" + address + "' is no address, and no symbol of the kernel's image", "give a number (0x…), or see: lamarck list symbols");
        }
    }
}
