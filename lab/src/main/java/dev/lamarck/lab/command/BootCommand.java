package dev.lamarck.lab.command;

import dev.lamarck.lab.BadInput;
import dev.lamarck.toolchain.CompilationException;
import dev.lamarck.workloads.disk.DiskImage;
import dev.lamarck.workloads.image.ImageCache;
import dev.lamarck.workloads.image.Images;
import dev.lamarck.workloads.image.Programs;
import dev.lamarck.workloads.world.BootArguments;
import dev.lamarck.workloads.world.Content;
import dev.lamarck.workloads.world.Job;
import dev.lamarck.workloads.world.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** The guest's shell. */
@Command(name = "boot", description = "Boot to the guest's shell on this terminal, or run one command in it.",
        footer = {"", "Examples:", "  lamarck boot", "  lamarck boot -c 'ps; cat /etc/motd'"})
final class BootCommand implements Callable<Integer> {
    private static final String SHELL = "/bin/sh";

    @ParentCommand
    private Lamarck lamarck;

    @Mixin
    private WorldOptions world;

    @Mixin
    private OutputOptions output;

    @Mixin
    private TraceOption trace;

    @Mixin
    private FileOptions files;

    @Option(names = "-c", paramLabel = "CMD", description = "Run this command and exit with its status.")
    private String command;

    @Option(names = "--image", paramLabel = "FILE", description = "A ustar archive as the boot disk, in place of the built-in one.")
    private Path image;

    @Override
    public Integer call() throws CompilationException {
        Images images = new Images(ImageCache.ofUser(), lamarck::progress);
        Job job = world.job(images, Mode.FUNCTIONAL, 1);
        List<String> argv = command == null ? List.of("sh") : List.of("sh", "-c", command);
        return new GuestRun(lamarck, output, trace).run(job.running("sh", disk(images),
                BootArguments.starting(SHELL, argv, List.of()), List.of()));
    }

    private Content disk(Images images) throws CompilationException {
        if (image == null) {
            return new Programs(images).install(files.copyIn(new DiskImage())).content();
        }
        try {
            return Content.of(Files.readAllBytes(image));
        } catch (IOException e) {
            throw new BadInput("--image " + image + ": cannot be read", "name a ustar archive");
        }
    }
}
