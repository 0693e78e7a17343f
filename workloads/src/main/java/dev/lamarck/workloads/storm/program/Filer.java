package dev.lamarck.workloads.storm.program;

import dev.lamarck.syscalls.user.Mapping;
import dev.lamarck.syscalls.user.Posix;
import dev.lamarck.toolchain.magic.Text;

/**
 * Makes files, directories, links and symbolic links, writes, reads, cuts, renames and removes them, maps them and stores to them, all under the few same names as its like, on a disk and in memory.
 * Who stores behind the end of a file that another has cut meanwhile is ended by a signal.
 */
final class Filer {
    private static final int PAGE = 8192;
    private static final int NAMES = 4;
    private static final int OPEN = 6;
    private static final int MAPPED = 4;
    private static final int LONGEST = 20 * PAGE;
    private static final int BYTES = 12_000;
    private static final int OPEN_TO_CHANGE = 0x0002 | 0x0200;
    private static final int MADE_EMPTY = 0x0400;
    private static final int MODE = 0x1FF;
    private static final byte[][] FOLDERS = {Text.bytes("/mnt/storm/"), Text.bytes("/mnt/storm/"), Text.bytes("/tmp/storm/")};

    private final Chance chance;
    private final byte[] data = new byte[BYTES];
    private final byte[] name = new byte[24];
    private final byte[] other = new byte[24];
    private final int[] open = new int[OPEN];
    private final long[] mapped = new long[MAPPED];
    private final int[] bytes = new int[MAPPED];

    Filer(Chance chance) {
        this.chance = chance;
    }

    void run() {
        Posix.withhold(0);
        while (true) {
            pick(name);
            switch (chance.below(16)) {
                case 0 -> Posix.makeDirectory(name, MODE);
                case 1 -> Posix.removeDirectory(name);
                case 2, 3 -> Posix.unlink(name);
                case 4 -> Posix.rename(name, pick(other));
                case 5 -> Posix.link(name, pick(other));
                case 6 -> Posix.symbolicLink(name, pick(other));
                case 7 -> Posix.truncate(name, chance.below(LONGEST));
                case 8, 9, 10 -> open(chance.below(OPEN));
                case 11, 12 -> transfer(open[chance.below(OPEN)]);
                case 13 -> map(chance.below(MAPPED));
                default -> store(chance.below(MAPPED));
            }
        }
    }

    /** A path of one to three components: {@code a} to {@code d} in directories that may be there. */
    private byte[] pick(byte[] path) {
        byte[] folder = FOLDERS[chance.below(FOLDERS.length)];
        int length = 0;
        for (; length < folder.length; length++) {
            path[length] = folder[length];
        }
        for (int depth = chance.below(3); depth > 0; depth--) {
            path[length++] = (byte) ('a' + chance.below(NAMES));
            path[length++] = '/';
        }
        path[length++] = (byte) ('a' + chance.below(NAMES));
        path[length] = 0;
        return path;
    }

    private void open(int slot) {
        if (open[slot] > 0) {
            Posix.close(open[slot]);
        }
        open[slot] = Posix.open(name, OPEN_TO_CHANGE | (chance.oneIn(4) ? MADE_EMPTY : 0), MODE);
    }

    private void transfer(int descriptor) {
        int length = 1 + chance.below(BYTES);
        if (chance.oneIn(3)) {
            Posix.read(descriptor, data, 0, length);
        } else if (chance.oneIn(8)) {
            Posix.syncFile(descriptor);
        } else {
            Posix.writeAt(descriptor, data, length, chance.below(LONGEST - length));
        }
    }

    private void map(int slot) {
        if (mapped[slot] > 0) {
            Mapping.unmap(mapped[slot], bytes[slot]);
        }
        bytes[slot] = (1 + chance.below(8)) * PAGE;
        mapped[slot] = Mapping.mapFile(open[chance.below(OPEN)], (long) chance.below(4) * PAGE, bytes[slot]);
    }

    private void store(int slot) {
        if (mapped[slot] > 0) {
            Mapping.store(mapped[slot] + chance.below(bytes[slot] / 8) * 8L, chance.word());
            if (chance.oneIn(16)) {
                Mapping.sync(mapped[slot], bytes[slot]);
            }
        }
    }
}
