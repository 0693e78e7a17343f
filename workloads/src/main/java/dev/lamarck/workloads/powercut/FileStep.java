package dev.lamarck.workloads.powercut;

import dev.lamarck.kernel.Errno;
import java.util.Random;

/**
 * An operation on files. Paths are below the mount.
 *
 * @param kind    what it does
 * @param path    to what
 * @param other   the second path of a rename or link
 * @param offset  where a write begins
 * @param length  of a write, or of a file that is truncated
 * @param seed    of what is written
 */
public record FileStep(Kind kind, String path, String other, int offset, int length, int seed) {
    private static final int NAMES = 5;
    private static final int BLOCK_BYTES = 8192;
    private static final int LONGEST_WRITE = 20_000;
    private static final int USUAL_WRITE = 2000;

    /** The operations, by the letter that {@code filescript} knows them by. */
    public enum Kind {
        MKDIR('m'), RMDIR('d'), UNLINK('u'), RENAME('r'), LINK('l'), TRUNCATE('t'), WRITE('w'),
        /** To what a file has, through a shared mapping. */
        STORE('s'),
        /** The same, then {@code msync}. */
        STORE_SAFELY('p'), SYNC('y');

        private final char letter;

        Kind(char letter) {
            this.letter = letter;
        }
    }

    /** {@code sync}: all before is safe when it returns. */
    public static final FileStep SYNC = new FileStep(Kind.SYNC, "", "", 0, 0, 0);

    /**
     * What comes next.
     *
     * @param longest   the length up to which files go
     * @param isOneStep whether a write stays in one block, so that it happens in whole or not at all
     */
    public static FileStep next(Random random, FileModel model, int longest, boolean isOneStep) {
        return switch (random.nextInt(20)) {
            case 0, 1 -> new FileStep(Kind.MKDIR, directory(random), "", 0, 0, 0);
            case 2 -> new FileStep(Kind.RMDIR, any(random), "", 0, 0, 0);
            case 3, 4 -> new FileStep(Kind.UNLINK, any(random), "", 0, 0, 0);
            case 5, 6 -> new FileStep(Kind.RENAME, any(random), any(random), 0, 0, 0);
            case 7 -> new FileStep(Kind.LINK, file(random), file(random), 0, 0, 0);
            case 8, 9 -> new FileStep(Kind.TRUNCATE, file(random), "", 0, random.nextInt(longest), 0);
            case 10, 11 -> store(random, model, Kind.STORE);
            case 12 -> store(random, model, Kind.STORE_SAFELY);
            default -> write(random, model, longest, isOneStep);
        };
    }

    private static FileStep store(Random random, FileModel model, Kind kind) {
        String path = file(random);
        FileModel.Node node = model.find(path);
        int size = node == null || node.isDirectory() ? 0 : node.contents().length;
        int offset = size == 0 ? 0 : random.nextInt(size);
        int most = Math.min(size - offset, BLOCK_BYTES - offset % BLOCK_BYTES);
        return new FileStep(kind, path, "", offset, most == 0 ? 0 : 1 + random.nextInt(most), random.nextInt(1 << 20));
    }

    private static FileStep write(Random random, FileModel model, int longest, boolean isOneStep) {
        String path = file(random);
        FileModel.Node node = model.find(path);
        int size = node == null || node.isDirectory() ? 0 : node.contents().length;
        int offset = random.nextInt(3) == 0 ? random.nextInt(longest) : Math.min(size, longest);
        int length = random.nextInt(random.nextInt(4) == 0 ? LONGEST_WRITE : USUAL_WRITE);
        return new FileStep(Kind.WRITE, path, "", offset, isOneStep ? Math.min(length, BLOCK_BYTES - offset % BLOCK_BYTES) : length, random.nextInt(1 << 20));
    }

    private static String file(Random random) {
        StringBuilder path = new StringBuilder();
        for (int depth = random.nextInt(3); depth > 0; depth--) {
            path.append("/d").append(random.nextInt(NAMES));
        }
        return path.append("/name-").append(random.nextInt(NAMES)).toString();
    }

    private static String directory(Random random) {
        String path = "/d" + random.nextInt(NAMES);
        return random.nextBoolean() ? path : path + "/d" + random.nextInt(NAMES);
    }

    private static String any(Random random) {
        return random.nextInt(4) == 0 ? directory(random) : file(random);
    }

    /** Does it to a model. @return what the kernel must return too: bytes written, 0, or an error */
    public int apply(FileModel model) {
        return switch (kind) {
            case MKDIR -> model.mkdir(path);
            case RMDIR -> model.rmdir(path);
            case UNLINK -> model.unlink(path);
            case RENAME -> model.rename(path, other);
            case LINK -> model.link(path, other);
            case TRUNCATE -> model.truncate(path, length);
            case WRITE -> applyWrite(model, length);
            case STORE, STORE_SAFELY -> model.store(path, offset, contents());
            case SYNC -> 0;
        };
    }

    /** As {@link #apply}, of a write that was cut short. */
    public int applyWrite(FileModel model, int written) {
        int error = model.create(path);
        if (error == 0) {
            model.write(path, offset, contents(), written);
        }
        return error == 0 ? written : error;
    }

    /** Whether all that was done is safe when it has succeeded. */
    public boolean makesSafe() {
        return kind == Kind.SYNC || kind == Kind.STORE_SAFELY;
    }

    /** Whether a result tells of a full disk: then nothing but a new, empty file may have come of it. */
    public static boolean isFull(long result) {
        return result == -Errno.ENOSPC;
    }

    /** What a write writes: {@code filescript} computes the same. */
    public byte[] contents() {
        byte[] bytes = new byte[length];
        int value = seed;
        for (int i = 0; i < length; i++) {
            value = value * 1103515245 + 12345;
            bytes[i] = (byte) (value >> 16);
        }
        return bytes;
    }

    /** A line of a script, without its end. */
    public String line() {
        return switch (kind) {
            case SYNC -> "y";
            case MKDIR, RMDIR, UNLINK -> kind.letter + " /mnt" + path;
            case RENAME, LINK -> kind.letter + " /mnt" + path + " /mnt" + other;
            case TRUNCATE -> kind.letter + " /mnt" + path + " " + length;
            case WRITE, STORE, STORE_SAFELY -> kind.letter + " /mnt" + path + " " + offset + " " + length + " " + seed;
        };
    }
}
