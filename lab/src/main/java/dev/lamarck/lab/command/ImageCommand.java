package dev.lamarck.lab.command;

import dev.lamarck.lab.BadInput;
import dev.lamarck.lab.ExitStatus;
import dev.lamarck.workloads.ufs.UfsCheck;
import dev.lamarck.workloads.ufs.UfsImage;
import dev.lamarck.workloads.ufs.UfsMaker;
import dev.lamarck.workloads.ufs.UfsTree;
import dev.lamarck.workloads.ufs.UfsWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** File systems in files, for {@code --disk}. */
@Command(name = "image", description = "File systems for --disk, in files of the host.", synopsisSubcommandLabel = "mkfs|fsck|ls|cp",
        subcommands = {ImageCommand.Mkfs.class, ImageCommand.Fsck.class, ImageCommand.Ls.class, ImageCommand.Cp.class},
        footer = {"", "Examples:", "  lamarck image mkfs disk.ufs --size 16m", "  lamarck image cp notes.txt disk.ufs:/doc/notes.txt",
            "  lamarck boot --disk disk.ufs --disk-out disk.ufs", "  lamarck image ls disk.ufs /doc", "  lamarck image fsck disk.ufs"})
final class ImageCommand implements Callable<Integer> {
    @ParentCommand
    private Lamarck lamarck;

    @Override
    public Integer call() {
        throw new BadInput("image: what about it?", "say mkfs, fsck, ls or cp");
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new BadInput(file + ": cannot be read", "name a readable file");
        }
    }

    private static void write(Path file, byte[] bytes) {
        try {
            Files.write(file, bytes);
        } catch (IOException e) {
            throw new BadInput(file + ": cannot be written", "name a file in a writable folder");
        }
    }

    /** Makes one. */
    @Command(name = "mkfs", description = "Make a file system with nothing in it.")
    static final class Mkfs implements Callable<Integer> {
        @Parameters(index = "0", paramLabel = "FILE", description = "Where it goes; what is there is overwritten.")
        private Path file;

        @Option(names = "--size", paramLabel = "BYTES", defaultValue = "16m",
                description = "Its size; k, m stand for 1024 and 1024 times that (default: ${DEFAULT-VALUE}).")
        private String size;

        @Option(names = "--group-blocks", paramLabel = "N", defaultValue = "1024",
                description = "Blocks of 8 KB in a cylinder group (default and most: ${DEFAULT-VALUE}).")
        private int blocksPerGroup;

        @Override
        public Integer call() {
            write(file, UfsMaker.make(bytes(size), blocksPerGroup));
            return ExitStatus.OK;
        }

        private static long bytes(String text) {
            String digits = text.toLowerCase(Locale.ROOT).replaceFirst("[km]$", "");
            int shift = text.matches(".*[kK]") ? 10 : text.matches(".*[mM]") ? 20 : 0;
            if (!digits.matches("[0-9]{1,10}")) {
                throw new BadInput("--size " + text + " is no size", "write it as 16m, 512k or in bytes");
            }
            return Long.parseLong(digits) << shift;
        }
    }

    /** Judges one. */
    @Command(name = "fsck", description = {"Check every invariant of a file system. Nothing is changed: what the log has is put in place in memory.",
        "Exit status 1 when something is wrong, or when files without a name wait to be freed by a mount."})
    static final class Fsck implements Callable<Integer> {
        @ParentCommand
        private ImageCommand image;

        @Parameters(index = "0", paramLabel = "IMAGE", description = "The image.")
        private Path file;

        @Override
        public Integer call() {
            UfsImage opened = UfsImage.open(read(file));
            UfsCheck.Report report = UfsCheck.check(opened);
            var out = image.lamarck.streams().out();
            report.problems().forEach(out::println);
            report.orphans().forEach(inode -> out.printf("inode %d has no name and waits to be freed%n", inode));
            out.printf("%s: %d files, %d directories, %d KB used; %s%s%n", file.getFileName(), report.files(), report.directories(), report.used(),
                    opened.replayed() == 0 ? "the log is empty" : "the log holds %d sectors".formatted(opened.replayed()), report.isClean() ? "; clean" : "");
            return report.isClean() ? ExitStatus.OK : ExitStatus.CLAIM_FAILED;
        }
    }

    /** Lists. */
    @Command(name = "ls", description = "List a directory, or a file, of an image: kind and permissions, links, size, name.")
    static final class Ls implements Callable<Integer> {
        @ParentCommand
        private ImageCommand image;

        @Parameters(index = "0", paramLabel = "IMAGE", description = "The image.")
        private Path file;

        @Parameters(index = "1", paramLabel = "PATH", defaultValue = "/", description = "A path in it (default: ${DEFAULT-VALUE}).")
        private String path;

        @Override
        public Integer call() {
            UfsTree tree = new UfsTree(UfsImage.open(read(file)));
            UfsTree.Status status = tree.status(path);
            var out = image.lamarck.streams().out();
            if (status.isDirectory()) {
                tree.list(status.inode()).forEach(entry -> out.println(tree.status(entry.inode()).describe() + " " + entry.name()));
            } else {
                out.println(status.describe() + " " + path);
            }
            return ExitStatus.OK;
        }
    }

    /** Copies in or out. */
    @Command(name = "cp", description = {"Copy a file into an image, with the directories above it, or out of one. A file of an image is IMAGE:/PATH.",
        "What the image's log holds is put in place before."})
    static final class Cp implements Callable<Integer> {
        @Parameters(index = "0", paramLabel = "FROM", description = "A file of the host, or IMAGE:/PATH.")
        private String from;

        @Parameters(index = "1", paramLabel = "TO", description = "IMAGE:/PATH, or a file of the host.")
        private String to;

        @Override
        public Integer call() {
            if (isInImage(from) == isInImage(to)) {
                throw new BadInput("image cp: one of %s and %s must be IMAGE:/PATH".formatted(from, to), "as in lamarck image cp notes.txt disk.ufs:/notes.txt");
            }
            if (isInImage(from)) {
                write(Path.of(to), new UfsTree(UfsImage.open(read(image(from)))).read(path(from)));
            } else {
                UfsImage opened = UfsImage.open(read(image(to)));
                new UfsWriter(opened).write(path(to), read(Path.of(from)));
                write(image(to), opened.array());
            }
            return ExitStatus.OK;
        }

        private static boolean isInImage(String name) {
            return name.contains(":/");
        }

        private static Path image(String name) {
            return Path.of(name.substring(0, name.indexOf(":/")));
        }

        private static String path(String name) {
            return name.substring(name.indexOf(":/") + 1);
        }
    }
}
