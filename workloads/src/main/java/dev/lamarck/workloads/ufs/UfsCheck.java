package dev.lamarck.workloads.ufs;

import dev.lamarck.kernel.ufs.UfsFormat;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Checks every invariant of the format: {@code fsck}. From the root it walks all names, from the maps all inodes, from the inodes all fragments, and
 * compares. It changes nothing.
 */
public final class UfsCheck {
    /**
     * What was found.
     *
     * @param problems    what is not as it must be; empty if the file system is sound
     * @param orphans     files without a name, which a mount frees
     * @param used        fragments of files and directories
     */
    public record Report(List<String> problems, List<Integer> orphans, int files, int directories, int used) {
        /** Whether there is nothing to be done. */
        public boolean isClean() {
            return problems.isEmpty() && orphans.isEmpty();
        }
    }

    private static final int FIRST_INODE = UfsFormat.ROOT_INODE;

    private final UfsImage image;
    private final List<String> problems = new ArrayList<>();
    /** Whose each fragment is; 0: nobody's. */
    private final int[] owner;
    /** Names of each inode, or, of a directory, those for itself and its children's for it. */
    private final int[] references;
    private final boolean[] hasName;
    private int files;
    private int directories;
    private int used;

    private UfsCheck(UfsImage image) {
        this.image = image;
        owner = new int[image.fragments];
        references = new int[image.inodes()];
        hasName = new boolean[image.inodes()];
    }

    /** Checks an image whose log has been put in place. */
    public static Report check(UfsImage image) {
        UfsCheck check = new UfsCheck(image);
        List<Integer> orphans = check.orphans();
        for (int inode = FIRST_INODE; inode < image.inodes(); inode++) {
            check.checkInode(inode);
        }
        if (check.problems.isEmpty()) {
            check.walk();
            check.checkLinks(orphans);
        }
        for (int group = 0; group < image.groups; group++) {
            check.checkGroup(group);
        }
        return new Report(check.problems, orphans, check.files, check.directories, check.used);
    }

    private void problem(String format, Object... arguments) {
        problems.add(format.formatted(arguments));
    }

    private boolean isInode(int number) {
        return number >= FIRST_INODE && number < image.inodes();
    }

    private List<Integer> orphans() {
        List<Integer> orphans = new ArrayList<>();
        for (int each = image.firstOrphan(); each != 0; each = image.pointer(each, UfsFormat.INODE_NEXT_ORPHAN)) {
            if (!isInode(each) || !image.isInodeUsed(each) || orphans.contains(each)) {
                problem("the list of orphans leads to inode %d", each);
                return orphans;
            }
            orphans.add(each);
        }
        return orphans;
    }

    // ---- an inode and its fragments

    private void checkInode(int inode) {
        int kind = image.kind(inode);
        if (!image.isInodeUsed(inode)) {
            if (image.mode(inode) != 0) {
                problem("inode %d is free and has a mode", inode);
            }
            return;
        }
        if (kind != UfsTree.DIRECTORY && kind != UfsTree.REGULAR && kind != UfsTree.LINK) {
            problem("inode %d is in use and of no kind: mode %o", inode, image.mode(inode));
            return;
        }
        if (kind == UfsTree.DIRECTORY) {
            directories++;
        } else {
            files++;
        }
        long size = image.size(inode);
        if (size < 0 || size > UfsFormat.MAX_SIZE || kind == UfsTree.DIRECTORY && size % UfsFormat.CHUNK_BYTES != 0) {
            problem("inode %d has size %d", inode, size);
            return;
        }
        int claimed = image.isShortLink(inode) ? 0 : claimAll(inode, size);
        if (claimed != image.pointer(inode, UfsFormat.INODE_FRAGMENTS)) {
            problem("inode %d has %d fragments and counts %d", inode, claimed, image.pointer(inode, UfsFormat.INODE_FRAGMENTS));
        }
        used += claimed;
    }

    private int claimAll(int inode, long size) {
        int claimed = 0;
        for (int index = 0; index < UfsFormat.DIRECT_BLOCKS; index++) {
            claimed += claimBlock(inode, size, index, image.pointer(inode, UfsFormat.INODE_DIRECT + index * UfsFormat.POINTER_BYTES));
        }
        claimed += claimTable(inode, size, UfsFormat.DIRECT_BLOCKS, image.pointer(inode, UfsFormat.INODE_INDIRECT));
        int parent = image.pointer(inode, UfsFormat.INODE_DOUBLE_INDIRECT);
        if (parent != 0 && claim(inode, parent, UfsImage.PER_BLOCK)) {
            claimed += UfsImage.PER_BLOCK;
            for (int slot = 0; slot < UfsFormat.POINTERS_PER_BLOCK; slot++) {
                claimed += claimTable(inode, size, UfsFormat.DIRECT_BLOCKS + (slot + 1L) * UfsFormat.POINTERS_PER_BLOCK, image.entry(parent, slot));
            }
        }
        return claimed;
    }

    private int claimTable(int inode, long size, long first, int table) {
        if (table == 0 || !claim(inode, table, UfsImage.PER_BLOCK)) {
            return 0;
        }
        int claimed = UfsImage.PER_BLOCK;
        for (int slot = 0; slot < UfsFormat.POINTERS_PER_BLOCK; slot++) {
            claimed += claimBlock(inode, size, first + slot, image.entry(table, slot));
        }
        return claimed;
    }

    private int claimBlock(int inode, long size, long index, int fragment) {
        if (fragment == 0) {
            if (image.kind(inode) == UfsTree.DIRECTORY && index * UfsImage.BLOCK < size) {
                problem("directory %d has a hole at block %d", inode, index);
            }
            return 0;
        }
        int count = UfsFormat.fragmentsOf(size, index);
        if (count == 0) {
            problem("inode %d has block %d beyond its size %d", inode, index, size);
            return 0;
        }
        return claim(inode, fragment, count) ? count : 0;
    }

    private boolean claim(int inode, int fragment, int count) {
        int block = fragment / UfsImage.PER_BLOCK;
        int group = (block - image.firstGroup) / image.blocksPerGroup;
        if (block < image.firstDataBlock(0) || fragment > image.fragments - count || fragment % UfsImage.PER_BLOCK + count > UfsImage.PER_BLOCK
                || block < image.firstDataBlock(group)) {
            problem("inode %d has fragments %d to %d, which cannot be a file's", inode, fragment, fragment + count - 1);
            return false;
        }
        for (int i = fragment; i < fragment + count; i++) {
            if (owner[i] != 0) {
                problem("fragment %d is of inode %d and of inode %d", i, owner[i], inode);
                return false;
            }
            owner[i] = inode;
        }
        return true;
    }

    // ---- names

    private void walk() {
        if (!image.isInodeUsed(FIRST_INODE) || image.kind(FIRST_INODE) != UfsTree.DIRECTORY) {
            problem("the root is no directory");
            return;
        }
        Deque<int[]> left = new ArrayDeque<>();
        left.add(new int[] {FIRST_INODE, FIRST_INODE});
        hasName[FIRST_INODE] = true;
        while (!left.isEmpty()) {
            int[] next = left.remove();
            walkDirectory(next[0], next[1], left);
        }
    }

    private void walkDirectory(int directory, int above, Deque<int[]> left) {
        Set<String> names = new HashSet<>();
        byte[] contents = image.contents(directory);
        for (int chunk = 0; chunk < contents.length; chunk += UfsFormat.CHUNK_BYTES) {
            int at = chunk;
            while (at < chunk + UfsFormat.CHUNK_BYTES) {
                int length = (contents[at + UfsFormat.ENTRY_LENGTH] & 0xFF) << 8 | contents[at + UfsFormat.ENTRY_LENGTH + 1] & 0xFF;
                int nameLength = contents[at + UfsFormat.ENTRY_NAME_LENGTH] & 0xFF;
                int inode = ByteBuffer.wrap(contents).getInt(at);
                if (length < UfsFormat.ENTRY_NAME || length % 4 != 0 || at + length > chunk + UfsFormat.CHUNK_BYTES
                        || inode != 0 && UfsFormat.entryBytes(nameLength) > length) {
                    problem("directory %d is damaged at %d", directory, at);
                    return;
                }
                if (inode != 0) {
                    String name = new String(contents, at + UfsFormat.ENTRY_NAME, nameLength, StandardCharsets.ISO_8859_1);
                    checkEntry(directory, above, name, inode, contents[at + UfsFormat.ENTRY_KIND], names, left);
                }
                at += length;
            }
        }
        if (!names.contains(".") || !names.contains("..")) {
            problem("directory %d lacks . or ..", directory);
        }
    }

    private void checkEntry(int directory, int above, String name, int inode, int kind, Set<String> names, Deque<int[]> left) {
        if (name.isEmpty() || name.indexOf('/') >= 0 || name.indexOf(0) >= 0 || !names.add(name)) {
            problem("directory %d has a name that cannot be or is there twice: '%s'", directory, name);
            return;
        }
        if (!isInode(inode) || !image.isInodeUsed(inode)) {
            problem("%s in directory %d is inode %d, which is free", name, directory, inode);
            return;
        }
        if (kind != image.kind(inode)) {
            problem("%s in directory %d has another kind than inode %d", name, directory, inode);
        }
        references[inode]++;
        if (name.equals(".") || name.equals("..")) {
            int expected = name.equals(".") ? directory : above;
            if (inode != expected) {
                problem("%s of directory %d is inode %d, not %d", name, directory, inode, expected);
            }
        } else if (kind == UfsTree.DIRECTORY && hasName[inode]) {
            problem("directory %d has two names", inode);
        } else {
            if (kind == UfsTree.DIRECTORY) {
                left.add(new int[] {inode, directory});
            }
            hasName[inode] = true;
        }
    }

    private void checkLinks(List<Integer> orphans) {
        for (int inode = FIRST_INODE; inode < image.inodes(); inode++) {
            if (!image.isInodeUsed(inode)) {
                continue;
            }
            boolean isOrphan = orphans.contains(inode);
            if (image.links(inode) != references[inode]) {
                problem("inode %d has %d links and counts %d", inode, references[inode], image.links(inode));
            }
            if (hasName[inode] == isOrphan) {
                problem(isOrphan ? "inode %d is an orphan with a name" : "inode %d has no name and is no orphan", inode);
            }
        }
    }

    // ---- maps and counts

    private void checkGroup(int group) {
        int at = image.groupAt(group);
        if (image.bytes.getInt(at) != UfsFormat.GROUP_MAGIC || image.bytes.getInt(at + UfsFormat.GROUP_INDEX) != group) {
            problem("group %d is damaged", group);
            return;
        }
        checkCount(group, "free fragments", UfsFormat.GROUP_FREE_FRAGMENTS, checkFragments(group));
        int freeInodes = 0;
        int inDirectories = 0;
        for (int inode = group * image.inodesPerGroup; inode < (group + 1) * image.inodesPerGroup; inode++) {
            freeInodes += image.isInodeUsed(inode) ? 0 : 1;
            inDirectories += inode >= FIRST_INODE && image.isInodeUsed(inode) && image.kind(inode) == UfsTree.DIRECTORY ? 1 : 0;
        }
        checkCount(group, "free inodes", UfsFormat.GROUP_FREE_INODES, freeInodes);
        checkCount(group, "directories", UfsFormat.GROUP_DIRECTORIES, inDirectories);
    }

    private int checkFragments(int group) {
        int free = 0;
        int end = Math.min(image.groupBlock(group + 1) * UfsImage.PER_BLOCK, image.fragments);
        for (int fragment = image.groupBlock(group) * UfsImage.PER_BLOCK; fragment < end; fragment++) {
            boolean mayBeFree = fragment >= image.firstDataBlock(group) * UfsImage.PER_BLOCK && owner[fragment] == 0;
            if (image.isFree(fragment) != mayBeFree) {
                problem(mayBeFree ? "fragment %d is nobody's and not free" : "fragment %d is free and in use", fragment);
            }
            free += image.isFree(fragment) ? 1 : 0;
        }
        return free;
    }

    private void checkCount(int group, String what, int field, int counted) {
        int told = image.bytes.getInt(image.groupAt(group) + field);
        if (told != counted) {
            problem("group %d has %d %s and counts %d", group, counted, what, told);
        }
    }
}
