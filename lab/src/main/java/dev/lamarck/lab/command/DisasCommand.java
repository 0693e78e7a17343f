package dev.lamarck.lab.command;

import dev.lamarck.lab.BadInput;
import dev.lamarck.lab.listing.Listing;
import dev.lamarck.lab.listing.SourceText;
import dev.lamarck.toolchain.CompilationException;
import dev.lamarck.toolchain.link.ElfFormatException;
import dev.lamarck.toolchain.link.ElfSymbol;
import dev.lamarck.toolchain.link.Image;
import dev.lamarck.workloads.disk.DiskImage;
import dev.lamarck.workloads.image.Images;
import dev.lamarck.workloads.image.Programs;
import dev.lamarck.workloads.world.BootArguments;
import dev.lamarck.workloads.world.Content;
import dev.lamarck.workloads.world.Job;
import dev.lamarck.workloads.world.Mode;
import dev.lamarck.workloads.world.Terminal;
import dev.lamarck.workloads.world.World;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.commons.lang3.StringUtils;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** A kernel function as it stands in a machine's memory. */
@Command(name = "disas", description = {"List a kernel function: source lines beside instructions, with what has been spliced in.",
    "Without --in: in the freshly booted kernel."},
        footer = {"", "Examples:", "  lamarck disas copen", "  lamarck disas copen --in out/ct --at installed:1"})
final class DisasCommand implements Callable<Integer> {
    private static final int SUGGESTIONS = 3;

    @Spec
    private CommandSpec spec;

    @ParentCommand
    private Lamarck lamarck;

    @Mixin
    private WorldOptions options;

    @Mixin
    private MomentOptions moment;

    @Parameters(index = "0", paramLabel = "SYMBOL", description = "The function's symbol in the kernel's ELF image.")
    private String symbol;

    @Override
    public Integer call() throws CompilationException {
        World world = moment.run == null ? freshlyBooted() : moment.reach(lamarck);
        Image image = world.kernelImage();
        ElfSymbol function = image.symbol(symbol).filter(ElfSymbol::isFunction).orElseThrow(() -> unknown(image));
        new Listing(image, world::textWord, moment.entriesInForce(world), new SourceText(options.source()), spec.commandLine().getOut())
                .print(function);
        return 0;
    }

    private World freshlyBooted() throws CompilationException {
        Images images = lamarck.images();
        Job job = options.job(images, Mode.FUNCTIONAL, 1).running("sh", new Programs(images).install(new DiskImage()).content(),
                BootArguments.starting("/bin/sh", List.of("sh", "-c", "exit"), List.of()), List.of());
        World world = new World(job, Terminal.scripted(Content.EMPTY));
        world.runTo(World.BOOTED);
        return world;
    }

    static Image image(Content elf) {
        try {
            return Image.read(elf.bytes());
        } catch (ElfFormatException e) {
            throw new BadInput("the run's kernel.elf: " + e.getMessage(), "make the run again with --out");
        }
    }

    private BadInput unknown(Image image) {
        String near = image.file().symbols().stream().filter(ElfSymbol::isFunction).map(ElfSymbol::name)
                .sorted(Comparator.comparingInt(name -> -StringUtils.indexOfDifference(symbol, name))).limit(SUGGESTIONS)
                .collect(Collectors.joining(", "));
        return new BadInput("no function of the kernel has the symbol '" + symbol + "'", "near: " + near + "; all: lamarck list symbols");
    }
}
