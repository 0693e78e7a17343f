package dev.lamarck.lab.command;

import dev.lamarck.lab.BadInput;
import dev.lamarck.toolchain.CompilationException;
import dev.lamarck.workloads.disk.DiskImage;
import dev.lamarck.workloads.image.Images;
import dev.lamarck.workloads.world.BootArguments;
import dev.lamarck.workloads.world.Content;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The guest's shell. */
@Command(name = "boot", description = {"Boot to the guest's shell on this terminal, or run one command in it.",
    "On a terminal: lines are edited, with history; Ctrl-C, Ctrl-Z and Ctrl-\\ are signals to the guest's foreground job. Otherwise the shell reads standard input."},
        footer = {"", "Examples:", "  lamarck boot", "  lamarck boot -c 'ps; cat /etc/motd'"})
final class BootCommand implements Callable<Integer> {
    private static final String SHELL = "/bin/sh";

    @Mixin
    private GuestRun guest;

    @Option(names = "-c", paramLabel = "CMD", description = "Run this command and exit with its status.")
    private String command;

    @Option(names = "--image", paramLabel = "FILE", description = "A ustar archive as the boot disk, in place of the built-in one.")
    private Path image;

    @Override
    public Integer call() throws CompilationException {
        Images images = guest.images();
        List<String> argv = command == null ? List.of("sh") : List.of("sh", "-c", command);
        Content disk = image == null ? guest.disk(new DiskImage(), images) : archive();
        List<String> boot = BootArguments.starting(SHELL, argv, List.of());
        return command == null && guest.isTyped() ? guest.runAttended("sh", disk, boot, images) : guest.run("sh", disk, boot, images);
    }

    private Content archive() {
        try {
            return Content.of(Files.readAllBytes(image));
        } catch (IOException e) {
            throw new BadInput("--image " + image + ": cannot be read", "name a ustar archive");
        }
    }
}
