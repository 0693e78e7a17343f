package dev.lamarck.lab.command;

import dev.lamarck.hardware.machine.Machine;
import dev.lamarck.lab.BadInput;
import dev.lamarck.workloads.disk.DiskImage;
import dev.lamarck.workloads.world.BootArguments;
import dev.lamarck.workloads.world.Content;
import dev.lamarck.workloads.world.CopiedFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Files that go into the guest and out of it. */
final class FileOptions {
    @Option(names = "--copy-in", paramLabel = "HOST[=GUEST]",
            description = "Put a file on the boot disk, by default in the working directory. Repeatable.")
    private List<String> copies = List.of();

    @Option(names = "--copy-out", paramLabel = "GUEST=HOST",
            description = "When the program has ended, write this file of the guest's to the host. Repeatable.")
    private List<String> copiesOut = List.of();

    @Option(names = "--disk", paramLabel = "IMAGE", description = "A file system for /mnt, made by `lamarck image mkfs`. The file is not changed.")
    private Path disk;

    @Option(names = "--disk-out", paramLabel = "FILE", description = "Write what --disk's disk holds at the end; IMAGE itself, to keep it there.")
    private Path diskOut;

    /** What {@code --disk} names; nothing if it names nothing. */
    Content dataDisk() {
        if (disk == null && diskOut != null) {
            throw new BadInput("--disk-out " + diskOut + ": there is no disk", "name its image by --disk");
        }
        return disk == null ? Content.EMPTY : Content.of(read("--disk", disk));
    }

    /** Keeps the disk as it is at the end, if that was asked for. */
    void keepDataDisk(Machine machine) {
        if (diskOut != null) {
            write("--disk-out", diskOut, machine.dataDisk());
        }
    }

    /** The guest's sides of {@code --copy-out}, absolute. */
    List<String> copyOutPaths() {
        return copiesOut.stream().map(copy -> {
            int equals = copy.indexOf('=');
            if (equals < 1 || equals == copy.length() - 1) {
                throw new BadInput("--copy-out " + copy + " names no host file", "give GUEST=HOST");
            }
            String guest = copy.substring(0, equals);
            return guest.startsWith("/") ? guest : BootArguments.WORKING_DIRECTORY + "/" + guest;
        }).toList();
    }

    /** Writes what the guest sent. @return the paths of which it sent nothing */
    List<String> copyOut(CopiedFiles files) {
        List<String> missing = new ArrayList<>();
        for (int number = 0; number < copiesOut.size(); number++) {
            String copy = copiesOut.get(number);
            Optional<byte[]> content = files.content(number);
            if (content.isPresent()) {
                write("--copy-out", Path.of(copy.substring(copy.indexOf('=') + 1)), content.get());
            } else {
                missing.add(copyOutPaths().get(number));
            }
        }
        return missing;
    }

    private static void write(String option, Path file, byte[] content) {
        try {
            Files.write(file, content);
        } catch (IOException e) {
            throw BadInput.unwritable(option + " " + file, e);
        }
    }

    DiskImage copyIn(DiskImage disk) {
        for (String copy : copies) {
            int equals = copy.lastIndexOf('=');
            Path host = Path.of(equals < 0 ? copy : copy.substring(0, equals));
            String guest = equals < 0 ? BootArguments.WORKING_DIRECTORY + "/" + host.getFileName() : copy.substring(equals + 1);
            if (!guest.startsWith("/") || disk.contains(guest)) {
                throw new BadInput("--copy-in " + copy + ": " + guest + " is no free absolute path", "give another =GUEST");
            }
            disk.file(guest, read("--copy-in", host), Files.isExecutable(host));
        }
        return disk;
    }

    private static byte[] read(String option, Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new BadInput(option + " " + file + ": cannot be read", "name a readable file");
        }
    }
}
