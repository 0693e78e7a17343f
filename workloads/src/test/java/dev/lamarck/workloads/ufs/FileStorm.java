package dev.lamarck.workloads.ufs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.fs.OpenFlags;
import java.util.Random;

/** Random operations on hosted files and on a model of them, which must agree on every result. */
final class FileStorm {
    private static final int NAMES = 5;

    private final HostedFiles files;
    final ModelFiles model = new ModelFiles();
    private final Random random;
    private final int longest;
    private final boolean spares;

    /**
     * @param longest the length up to which files are written
     * @param spares  whether an operation changes one block only, so that it is one step
     */
    FileStorm(HostedFiles files, long seed, int longest, boolean spares) {
        this.files = files;
        random = new Random(seed);
        this.longest = longest;
        this.spares = spares;
    }

    private String path() {
        StringBuilder path = new StringBuilder();
        int depth = 1 + random.nextInt(3);
        for (int i = 0; i < depth; i++) {
            path.append('/').append(i == depth - 1 ? "name-" : "d").append(random.nextInt(NAMES));
        }
        return path.toString();
    }

    private String directory() {
        String path = "/d" + random.nextInt(NAMES);
        return random.nextBoolean() ? path : path + "/d" + random.nextInt(NAMES);
    }

    private String any() {
        return random.nextInt(4) == 0 ? directory() : path();
    }

    /** One operation; what it was. */
    String step() {
        switch (random.nextInt(16)) {
            case 0, 1 -> {
                String path = directory();
                return agree("mkdir " + path, files.mkdir(path), () -> model.mkdir(path));
            }
            case 2 -> {
                String path = any();
                return agree("rmdir " + path, files.rmdir(path), () -> model.rmdir(path));
            }
            case 3, 4 -> {
                String path = any();
                return agree("unlink " + path, files.unlink(path), () -> model.unlink(path));
            }
            case 5, 6 -> {
                String from = any();
                String to = any();
                return agree("rename " + from + " " + to, files.rename(from, to), () -> model.rename(from, to));
            }
            case 7 -> {
                String from = path();
                String to = path();
                return agree("link " + from + " " + to, files.link(from, to), () -> model.link(from, to));
            }
            case 8, 9 -> {
                String path = path();
                int length = random.nextInt(longest);
                return agree("truncate " + path + " " + length, files.truncate(path, length), () -> model.truncate(path, length));
            }
            default -> {
                return write(path());
            }
        }
    }

    private interface Expected {
        int result();
    }

    /** Where the disk is full the kernel may say so, and then nothing has changed. */
    private String agree(String what, int result, Expected expected) {
        if (result != -Errno.ENOSPC) {
            assertThat(result).as(what).isEqualTo(expected.result());
        }
        return what + " = " + result;
    }

    private String write(String path) {
        ModelFiles.Node node = model.find(path);
        int size = node == null || node.isDirectory() ? 0 : node.contents().length;
        int offset = random.nextInt(3) == 0 ? random.nextInt(longest) : Math.min(size, longest);
        int length = random.nextInt(random.nextInt(4) == 0 ? 20_000 : 2000);
        if (spares) {
            length = Math.min(length, 8192 - offset % 8192);
        }
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        int descriptor = files.open(path, OpenFlags.CREATE | OpenFlags.WRITE_ONLY);
        agree("create " + path, Math.min(descriptor, 0), () -> model.create(path));
        if (descriptor < 0) {
            return "create " + path + " = " + descriptor;
        }
        long n = files.write(descriptor, offset, bytes);
        files.close(descriptor);
        if (n != -Errno.ENOSPC) {
            assertThat(n).isBetween(0L, (long) length);
            model.write(path, offset, bytes, (int) n);
        }
        return "write " + path + " " + offset + "+" + length + " = " + n;
    }
}
