package dev.lamarck.workloads.ufs;

import dev.lamarck.hardware.machine.InvalidInput;
import dev.lamarck.kernel.ufs.UfsFormat;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The names in an image, and what they name. */
public final class UfsTree {
    static final int DIRECTORY = 4;
    static final int REGULAR = 8;
    static final int LINK = 10;

    /** A name in a directory. */
    public record Entry(String name, int inode) {}

    /** What a file says about itself. */
    public record Status(int inode, int mode, int links, long size) {
        public boolean isDirectory() {
            return mode >>> UfsFormat.KIND_SHIFT == DIRECTORY;
        }

        /** {@code d}, {@code l} or {@code -}, and the permission bits in octal. */
        public String describe() {
            int kind = mode >>> UfsFormat.KIND_SHIFT;
            return "%s%04o %3d %9d".formatted(kind == DIRECTORY ? "d" : kind == LINK ? "l" : "-", mode & 0xFFF, links, size);
        }
    }

    private final UfsImage image;

    public UfsTree(UfsImage image) {
        this.image = image;
    }

    /** In the order of the disk, {@code .} and {@code ..} left out. The directory is sound. */
    public List<Entry> list(int directory) {
        byte[] contents = image.contents(directory);
        List<Entry> entries = new ArrayList<>();
        ByteBuffer bytes = ByteBuffer.wrap(contents);
        for (int at = 0; at < contents.length; at += Math.max(UfsFormat.ENTRY_NAME, bytes.getShort(at + UfsFormat.ENTRY_LENGTH) & 0xFFFF)) {
            int inode = bytes.getInt(at + UfsFormat.ENTRY_INODE);
            String name = new String(contents, at + UfsFormat.ENTRY_NAME, contents[at + UfsFormat.ENTRY_NAME_LENGTH] & 0xFF, StandardCharsets.UTF_8);
            if (inode != 0 && !name.equals(".") && !name.equals("..")) {
                entries.add(new Entry(name, inode));
            }
        }
        return entries;
    }

    /** The inode of an absolute path; symbolic links are not followed. */
    public Optional<Integer> find(String path) {
        int inode = UfsFormat.ROOT_INODE;
        for (String component : components(path)) {
            Optional<Entry> entry = image.kind(inode) != DIRECTORY ? Optional.empty()
                    : list(inode).stream().filter(each -> each.name().equals(component)).findFirst();
            if (entry.isEmpty()) {
                return Optional.empty();
            }
            inode = entry.get().inode();
        }
        return Optional.of(inode);
    }

    static List<String> components(String path) {
        return List.of(path.split("/")).stream().filter(each -> !each.isEmpty()).toList();
    }

    /** Throws {@link InvalidInput} if there is no such file. */
    public Status status(String path) {
        return status(find(path).orElseThrow(() -> new InvalidInput("the image has no " + path)));
    }

    public Status status(int inode) {
        return new Status(inode, image.mode(inode), image.links(inode), image.size(inode));
    }

    /** What is in a regular file, or a symbolic link's text. */
    public byte[] read(String path) {
        Status status = status(path);
        if (status.isDirectory()) {
            throw new InvalidInput(path + " is a directory of the image");
        }
        return image.contents(status.inode());
    }
}
