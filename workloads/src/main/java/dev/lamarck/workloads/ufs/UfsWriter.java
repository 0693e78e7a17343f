package dev.lamarck.workloads.ufs;

import dev.lamarck.hardware.machine.BootMedia;
import dev.lamarck.hardware.machine.InvalidInput;
import dev.lamarck.kernel.ufs.UfsFormat;
import java.nio.ByteBuffer;
import java.util.List;

/** Puts directories and files into an image. Blocks are taken from the front; nobody else uses the image meanwhile. */
public final class UfsWriter {
    private static final int FILE_PERMISSIONS = 0x1A4;
    private static final int DIRECTORY_PERMISSIONS = 0x1ED;

    private final UfsImage image;
    private final UfsTree tree;
    private final ByteBuffer bytes;

    public UfsWriter(UfsImage image) {
        this.image = image;
        tree = new UfsTree(image);
        bytes = image.bytes;
    }

    /** Makes a regular file, and the directories above it. */
    public void write(String path, byte[] contents) {
        List<String> components = UfsTree.components(path);
        if (components.isEmpty() || tree.find(path).isPresent()) {
            throw new InvalidInput(path + ": the image has it already");
        }
        int directory = UfsFormat.ROOT_INODE;
        for (String component : components.subList(0, components.size() - 1)) {
            directory = directory(directory, component);
        }
        int inode = newInode(UfsTree.REGULAR << UfsFormat.KIND_SHIFT | FILE_PERMISSIONS, 1, contents.length);
        fill(inode, contents);
        enter(directory, components.getLast(), inode);
    }

    private int directory(int above, String name) {
        for (UfsTree.Entry entry : tree.list(above)) {
            if (entry.name().equals(name)) {
                if (image.kind(entry.inode()) != UfsTree.DIRECTORY) {
                    throw new InvalidInput(name + " is no directory of the image");
                }
                return entry.inode();
            }
        }
        int inode = newInode(UfsTree.DIRECTORY << UfsFormat.KIND_SHIFT | DIRECTORY_PERMISSIONS, 2, UfsFormat.CHUNK_BYTES);
        int fragment = allocate(1);
        setPointer(inode, 0, fragment);
        countFragments(inode, 1);
        writeDots(bytes, fragment * UfsImage.FRAGMENT, inode, above);
        add(image.groupAt(inode / image.inodesPerGroup) + UfsFormat.GROUP_DIRECTORIES, 1);
        add(image.inodeAt(above) + UfsFormat.INODE_LINKS, 1);
        enter(above, name, inode);
        return inode;
    }

    private void fill(int inode, byte[] contents) {
        for (int at = 0; at < contents.length; at += UfsImage.BLOCK) {
            int n = Math.min(UfsImage.BLOCK, contents.length - at);
            int count = UfsFormat.fragmentsOf(contents.length, at / UfsImage.BLOCK);
            int fragment = allocate(count);
            bytes.put(fragment * UfsImage.FRAGMENT, contents, at, n);
            setPointer(inode, at / UfsImage.BLOCK, fragment);
            countFragments(inode, count);
        }
    }

    private void setPointer(int inode, int index, int fragment) {
        int record = image.inodeAt(inode);
        int rest = index - UfsFormat.DIRECT_BLOCKS;
        if (rest < 0) {
            bytes.putInt(record + UfsFormat.INODE_DIRECT + index * UfsFormat.POINTER_BYTES, fragment);
        } else if (rest < UfsFormat.POINTERS_PER_BLOCK) {
            bytes.putInt(table(inode, record + UfsFormat.INODE_INDIRECT) + rest * UfsFormat.POINTER_BYTES, fragment);
        } else {
            rest -= UfsFormat.POINTERS_PER_BLOCK;
            int parent = table(inode, record + UfsFormat.INODE_DOUBLE_INDIRECT);
            int table = table(inode, parent + rest / UfsFormat.POINTERS_PER_BLOCK * UfsFormat.POINTER_BYTES);
            bytes.putInt(table + rest % UfsFormat.POINTERS_PER_BLOCK * UfsFormat.POINTER_BYTES, fragment);
        }
    }

    /** Where the indirect block begins whose number is, or will be, at a position. */
    private int table(int inode, int at) {
        if (bytes.getInt(at) == 0) {
            bytes.putInt(at, allocate(UfsImage.PER_BLOCK));
            countFragments(inode, UfsImage.PER_BLOCK);
        }
        return bytes.getInt(at) * UfsImage.FRAGMENT;
    }

    private void enter(int directory, String name, int inode) {
        byte[] utf8 = UfsMaker.utf8(name);
        if (utf8.length > 255) {
            throw new InvalidInput(name + " is longer than a name may be");
        }
        int needed = UfsFormat.entryBytes(utf8.length);
        long size = image.size(directory);
        for (int chunk = 0; chunk < size; chunk += UfsFormat.CHUNK_BYTES) {
            int start = image.find(directory, chunk / UfsImage.BLOCK) * UfsImage.FRAGMENT + chunk % UfsImage.BLOCK;
            for (int at = start; at < start + UfsFormat.CHUNK_BYTES; at += bytes.getShort(at + UfsFormat.ENTRY_LENGTH)) {
                int used = bytes.getInt(at) == 0 ? 0 : UfsFormat.entryBytes(bytes.get(at + UfsFormat.ENTRY_NAME_LENGTH) & 0xFF);
                int length = bytes.getShort(at + UfsFormat.ENTRY_LENGTH);
                if (length - used >= needed) {
                    bytes.putShort(at + UfsFormat.ENTRY_LENGTH, (short) (used == 0 ? length : used));
                    writeEntry(bytes, at + used, length - used, inode, utf8, image.kind(inode));
                    return;
                }
            }
        }
        appendChunk(directory, size);
        enter(directory, name, inode);
    }

    private void appendChunk(int directory, long size) {
        int index = (int) (size / UfsImage.BLOCK);
        int have = UfsFormat.fragmentsOf(size, index);
        int wanted = UfsFormat.fragmentsOf(size + UfsFormat.CHUNK_BYTES, index);
        if (wanted > have) {
            int made = allocate(wanted);
            int old = have == 0 ? 0 : image.find(directory, index);
            if (old != 0) {
                bytes.put(made * UfsImage.FRAGMENT, bytes.array(), old * UfsImage.FRAGMENT, have * UfsImage.FRAGMENT);
                free(old, have);
            }
            setPointer(directory, index, made);
            countFragments(directory, wanted - have);
        }
        int at = image.find(directory, index) * UfsImage.FRAGMENT + (int) (size % UfsImage.BLOCK);
        writeEntry(bytes, at, UfsFormat.CHUNK_BYTES, 0, new byte[0], 0);
        bytes.putLong(image.inodeAt(directory) + UfsFormat.INODE_SIZE, size + UfsFormat.CHUNK_BYTES);
    }

    /** Cleared. */
    private int allocate(int count) {
        int wanted = (1 << count) - 1;
        for (int fragment = image.firstDataBlock(0) * UfsImage.PER_BLOCK; fragment <= image.fragments - count; fragment++) {
            int within = fragment % UfsImage.PER_BLOCK;
            if (within + count <= UfsImage.PER_BLOCK && (map(fragment) >> within & wanted) == wanted) {
                setMap(fragment, map(fragment) & ~(wanted << within), -count);
                bytes.put(fragment * UfsImage.FRAGMENT, new byte[count * UfsImage.FRAGMENT]);
                return fragment;
            }
        }
        throw new InvalidInput("the image is full");
    }

    private void free(int fragment, int count) {
        setMap(fragment, map(fragment) | (1 << count) - 1 << fragment % UfsImage.PER_BLOCK, count);
    }

    private int group(int fragment) {
        return (fragment / UfsImage.PER_BLOCK - image.firstGroup) / image.blocksPerGroup;
    }

    private int mapAt(int fragment) {
        int group = group(fragment);
        return image.groupAt(group) + UfsFormat.GROUP_FRAGMENT_MAP + fragment / UfsImage.PER_BLOCK - image.groupBlock(group);
    }

    private int map(int fragment) {
        return bytes.get(mapAt(fragment)) & 0xFF;
    }

    private void setMap(int fragment, int bits, int amount) {
        bytes.put(mapAt(fragment), (byte) bits);
        add(image.groupAt(group(fragment)) + UfsFormat.GROUP_FREE_FRAGMENTS, amount);
    }

    private int newInode(int mode, int links, long size) {
        for (int inode = UfsFormat.ROOT_INODE; inode < image.inodes(); inode++) {
            if (!image.isInodeUsed(inode)) {
                int group = image.groupAt(inode / image.inodesPerGroup);
                int at = group + UfsFormat.GROUP_INODE_MAP + inode % image.inodesPerGroup / 8;
                bytes.put(at, (byte) (bytes.get(at) | 1 << inode % image.inodesPerGroup % 8));
                add(group + UfsFormat.GROUP_FREE_INODES, -1);
                writeInode(bytes, image.inodeAt(inode), mode, links, size);
                return inode;
            }
        }
        throw new InvalidInput("the image has no inode left");
    }

    private void countFragments(int inode, int amount) {
        add(image.inodeAt(inode) + UfsFormat.INODE_FRAGMENTS, amount);
    }

    private void add(int at, int amount) {
        bytes.putInt(at, bytes.getInt(at) + amount);
    }

    static void writeInode(ByteBuffer bytes, int at, int mode, int links, long size) {
        bytes.put(at, new byte[UfsFormat.INODE_BYTES]);
        bytes.putInt(at + UfsFormat.INODE_MODE, mode);
        bytes.putInt(at + UfsFormat.INODE_LINKS, links);
        bytes.putLong(at + UfsFormat.INODE_SIZE, size);
        bytes.putLong(at + UfsFormat.INODE_ACCESSED, BootMedia.FIXED_DATE);
        bytes.putLong(at + UfsFormat.INODE_MODIFIED, BootMedia.FIXED_DATE);
        bytes.putLong(at + UfsFormat.INODE_CHANGED, BootMedia.FIXED_DATE);
    }

    static void writeDots(ByteBuffer bytes, int at, int self, int above) {
        int length = UfsFormat.entryBytes(1);
        writeEntry(bytes, at, length, self, UfsMaker.utf8("."), UfsTree.DIRECTORY);
        writeEntry(bytes, at + length, UfsFormat.CHUNK_BYTES - length, above, UfsMaker.utf8(".."), UfsTree.DIRECTORY);
    }

    private static void writeEntry(ByteBuffer bytes, int at, int length, int inode, byte[] name, int kind) {
        bytes.putInt(at + UfsFormat.ENTRY_INODE, inode);
        bytes.putShort(at + UfsFormat.ENTRY_LENGTH, (short) length);
        bytes.put(at + UfsFormat.ENTRY_KIND, (byte) kind);
        bytes.put(at + UfsFormat.ENTRY_NAME_LENGTH, (byte) name.length);
        bytes.put(at + UfsFormat.ENTRY_NAME, name);
    }
}
