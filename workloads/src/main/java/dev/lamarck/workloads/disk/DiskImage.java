package dev.lamarck.workloads.disk;

import dev.lamarck.workloads.world.Content;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Set;

/** Collects files and folders and writes them as a {@code ustar} archive (POSIX.1-1988 pax, ustar interchange format). */
public final class DiskImage {
    private static final int BLOCK = 512;
    private static final int NAME_FIELD = 100;
    private static final int PREFIX_FIELD = 155;
    private static final int CHECKSUM_OFFSET = 148;
    private static final int CHECKSUM_FIELD = 8;
    /** 2026-01-01: the same for every file of every disk. */
    private static final long MODIFIED_SECONDS = 1_767_225_600L;
    private static final char REGULAR = '0';
    private static final char LINK = '2';
    private static final char FOLDER = '5';

    private final ByteArrayOutputStream archive = new ByteArrayOutputStream();
    private final Set<String> paths = new LinkedHashSet<>();

    /** Adds a folder, and those above it. */
    public DiskImage folder(String path) {
        int slash = path.lastIndexOf('/');
        if (slash > 0) {
            folder(path.substring(0, slash));
        }
        if (paths.add(path)) {
            header(path + "/", 0755, 0, FOLDER);
        }
        return this;
    }

    /** Adds a file at an absolute path, and the folders above it. */
    public DiskImage file(String path, byte[] content, boolean executable) {
        folder(path.substring(0, path.lastIndexOf('/')));
        if (!paths.add(path)) {
            throw new IllegalArgumentException(path + " is on the disk already");
        }
        header(path, executable ? 0755 : 0644, content.length, REGULAR);
        archive.writeBytes(content);
        archive.writeBytes(new byte[-content.length & BLOCK - 1]);
        return this;
    }

    /** Adds a symbolic link at an absolute path. */
    public DiskImage link(String path, String target) {
        folder(path.substring(0, path.lastIndexOf('/')));
        if (!paths.add(path)) {
            throw new IllegalArgumentException(path + " is on the disk already");
        }
        header(path, 0777, 0, LINK, target);
        return this;
    }

    public boolean contains(String path) {
        return paths.contains(path);
    }

    /** The archive as it stands, with its two closing blocks. */
    public Content content() {
        byte[] written = archive.toByteArray();
        return Content.of(ByteBuffer.allocate(written.length + 2 * BLOCK).put(written).array());
    }

    private void header(String path, int mode, long size, char type) {
        header(path, mode, size, type, "");
    }

    private void header(String path, int mode, long size, char type, String target) {
        String relative = path.substring(1);
        if (relative.isEmpty()) {
            return;
        }
        int split = prefixLength(relative);
        ByteBuffer block = ByteBuffer.allocate(BLOCK);
        text(block, 0, relative.substring(split == 0 ? 0 : split + 1));
        octal(block, NAME_FIELD, 8, mode);
        octal(block, 108, 8, 0);
        octal(block, 116, 8, 0);
        octal(block, 124, 12, size);
        octal(block, 136, 12, MODIFIED_SECONDS);
        block.put(156, (byte) type);
        text(block, 157, target);
        text(block, 257, "ustar\00000");
        text(block, 265, "root");
        text(block, 297, "root");
        text(block, 345, relative.substring(0, split));
        checksum(block);
        archive.writeBytes(block.array());
    }

    /** How much of a long path goes to the prefix field: 0 when the name field takes it whole. */
    private static int prefixLength(String path) {
        if (path.length() <= NAME_FIELD) {
            return 0;
        }
        int slash = path.indexOf('/', path.length() - NAME_FIELD - 1);
        if (slash < 0 || slash > PREFIX_FIELD || slash == path.length() - 1) {
            throw new IllegalArgumentException("path too long for a ustar archive: " + path);
        }
        return slash;
    }

    /** Sum of all header bytes, the checksum's own field counted as blanks. */
    private static void checksum(ByteBuffer block) {
        int sum = ' ' * CHECKSUM_FIELD;
        for (byte b : block.array()) {
            sum += b & 0xff;
        }
        octal(block, CHECKSUM_OFFSET, 7, sum);
        block.put(CHECKSUM_OFFSET + 7, (byte) ' ');
    }

    private static void text(ByteBuffer block, int offset, String text) {
        block.put(offset, text.getBytes(StandardCharsets.UTF_8));
    }

    private static void octal(ByteBuffer block, int offset, int width, long value) {
        text(block, offset, String.format("%0" + (width - 1) + "o", value));
    }
}
