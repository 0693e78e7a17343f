package dev.lamarck.lab.command;

import dev.lamarck.lab.BadInput;
import dev.lamarck.workloads.disk.DiskImage;
import dev.lamarck.workloads.world.BootArguments;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** Files that go into the guest. */
final class FileOptions {
    @Option(names = "--copy-in", paramLabel = "HOST[=GUEST]",
            description = "Put a file on the boot disk, by default in the working directory. Repeatable.")
    private List<String> copies = List.of();

    DiskImage copyIn(DiskImage disk) {
        for (String copy : copies) {
            int equals = copy.lastIndexOf('=');
            Path host = Path.of(equals < 0 ? copy : copy.substring(0, equals));
            String guest = equals < 0 ? BootArguments.WORKING_DIRECTORY + "/" + host.getFileName() : copy.substring(equals + 1);
            if (!guest.startsWith("/") || disk.contains(guest)) {
                throw new BadInput("--copy-in " + copy + ": " + guest + " is no free absolute path", "give another =GUEST");
            }
            disk.file(guest, read(host), Files.isExecutable(host));
        }
        return disk;
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new BadInput("--copy-in " + file + ": cannot be read", "name a readable file");
        }
    }
}
