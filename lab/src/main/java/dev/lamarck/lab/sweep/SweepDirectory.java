package dev.lamarck.lab.sweep;

import dev.lamarck.lab.BadInput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is left of a sweep whenever its processes are stopped:
 *
 * <ul>
 *   <li>{@code plan}: the keys of all its jobs, in order;
 *   <li>{@code sweep.yaml}: the file that they are of;
 *   <li>{@code results/KEY.json}: a finished job's result. It is written beside and renamed, so it is whole or not there;
 *   <li>{@code claims/KEY}: there while somebody runs the job, who holds a lock on it; one byte for each time that it was begun;
 *   <li>{@code failed/KEY.txt}: why a job was given up in this run of the sweep.
 * </ul>
 *
 * <p>All methods may be used by several processes at a time.
 */
final class SweepDirectory {
    /** A job that took its worker with it as often as this is given up. */
    static final int ATTEMPTS = 3;

    private static final String RESULT = ".json";
    private static final String FILE = "sweep.yaml";

    private final Path folder;

    /** The file whose sweep a directory holds; none if it holds none. */
    static Optional<Path> file(Path folder) {
        return Optional.of(folder.resolve(FILE)).filter(Files::isRegularFile);
    }

    SweepDirectory(Path folder) {
        this.folder = folder;
    }

    /**
     * Prepares it for the plan of a file; with {@code resumes}, one that it holds already. Forgets what a run before gave up, and the attempts of those who are no more.
     */
    void begin(SweepPlan plan, String file, boolean resumes) {
        Path known = folder.resolve("plan");
        if (Files.exists(known)) {
            if (!read(known).equals(plan.text())) {
                throw new BadInput(folder + " holds the results of another sweep, or of another Lamarck", "name another folder, or delete this one");
            }
            if (!resumes) {
                throw new BadInput(folder + " holds this sweep already", "add --resume to go on with it, or name another folder");
            }
        }
        try {
            for (String part : List.of("results", "claims", "failed")) {
                Files.createDirectories(folder.resolve(part));
            }
        } catch (IOException e) {
            throw new BadInput("cannot make folders in " + folder, "name a writable folder");
        }
        forget();
        replace(folder.resolve(FILE), file);
        replace(known, plan.text());
    }

    private void forget() {
        list("failed").forEach(SweepDirectory::delete);
        for (Path claim : list("claims")) {
            claim(claim.getFileName().toString()).ifPresent(Claim::finish);
        }
        // What a writer left who did not come to rename it; one who still writes begins anew.
        list("results").stream().filter(file -> !file.toString().endsWith(RESULT) && isOld(file)).forEach(SweepDirectory::delete);
    }

    /** Whether nobody claims the job that the file was written for. */
    private boolean isOld(Path temporary) {
        String name = temporary.getFileName().toString();
        return !Files.exists(folder.resolve("claims").resolve(name.substring(0, name.indexOf('.'))));
    }

    private List<Path> list(String part) {
        try (Stream<Path> files = Files.list(folder.resolve(part))) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new BadInput(folder + " is no directory of a sweep", "name one that `lamarck sweep` made");
        }
    }

    /** Of the jobs that are finished here. */
    List<String> keys() {
        return list("results").stream().map(file -> file.getFileName().toString()).filter(name -> name.endsWith(RESULT))
                .map(name -> name.substring(0, name.length() - RESULT.length())).toList();
    }

    boolean isFinished(SweepJob job) {
        return Files.exists(result(job));
    }

    Path result(SweepJob job) {
        return folder.resolve("results").resolve(job.key() + RESULT);
    }

    /** Why the job was given up, if it was. */
    Optional<String> failure(SweepJob job) {
        Path file = folder.resolve("failed").resolve(job.key() + ".txt");
        return Files.exists(file) ? Optional.of(read(file)) : Optional.empty();
    }

    /** Takes the job, unless somebody else has it. */
    Optional<Claim> claim(SweepJob job) {
        return claim(job.key());
    }

    private Optional<Claim> claim(String key) {
        Path file = folder.resolve("claims").resolve(key);
        FileChannel channel = null;
        try {
            channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return Optional.of(new Claim(file, channel));
            }
        } catch (OverlappingFileLockException ownedHere) {
            // By another thread of this process.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        close(channel);
        return Optional.empty();
    }

    /** The right to run a job. The host's kernel takes it back from a process that dies. */
    record Claim(Path file, FileChannel channel) implements AutoCloseable {
        /** Counts an attempt. @return how many there were before */
        long begin() {
            try {
                long before = channel.size();
                channel.write(ByteBuffer.allocate(1), before);
                channel.force(false);
                return before;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** The job needs nobody any more. Who waits for the lock finds that out when he has it. */
        void finish() {
            delete(file);
            close();
        }

        @Override
        public void close() {
            SweepDirectory.close(channel);
        }
    }

    private static void close(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Keeps a result, for whoever looks at any moment. */
    void finish(SweepJob job, String json) {
        replace(result(job), json);
    }

    void fail(SweepJob job, String why) {
        replace(folder.resolve("failed").resolve(job.key() + ".txt"), why);
    }

    /** A table or another file for readers. */
    void write(String name, String text) {
        replace(folder.resolve(name), text);
    }

    /** All of the text or nothing: it reaches the disk under another name first. */
    private static void replace(Path file, String text) {
        Path temporary = file.resolveSibling(file.getFileName() + "." + ProcessHandle.current().pid() + ".new");
        try {
            try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
                ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw BadInput.unwritable(file + " (go on with --resume)", e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new BadInput("cannot read " + file, "make the folder readable");
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
