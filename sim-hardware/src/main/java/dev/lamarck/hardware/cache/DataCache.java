package dev.lamarck.hardware.cache;

import dev.lamarck.hardware.memory.PhysicalMemory;
import dev.lamarck.hardware.snapshot.SnapshotReader;
import dev.lamarck.hardware.snapshot.SnapshotWriter;
import dev.lamarck.hardware.snapshot.Stateful;
import java.util.Arrays;

/** Direct-mapped, virtually indexed, physically tagged lines of two sub-blocks, each valid or not. */
public final class DataCache implements Stateful {
    private static final int SUB_BLOCK_BITS = 4;
    private static final int SUB_BLOCKS_A_PAGE = PhysicalMemory.PAGE_BYTES >> SUB_BLOCK_BITS;

    private final int mask;
    /** By sub-block: its physical address over its size, −1 for invalid. Both of a line are of the same line of memory. */
    private final int[] tag;

    DataCache(int bytes) {
        tag = new int[bytes >> SUB_BLOCK_BITS];
        mask = tag.length - 1;
        clear();
    }

    boolean holds(long va, int pa) {
        return tag[(int) (va >>> SUB_BLOCK_BITS) & mask] == pa >>> SUB_BLOCK_BITS;
    }

    void fill(long va, int pa) {
        fill(tag, (int) (va >>> SUB_BLOCK_BITS) & mask, pa);
    }

    /** Puts the sub-block of an address at its place of the tags. The other one of the line is valid only if it is of the same line of memory. */
    public static void fill(int[] tags, int at, int pa) {
        int number = pa >>> SUB_BLOCK_BITS;
        tags[at] = number;
        if (tags[at ^ 1] >>> 1 != number >>> 1) {
            tags[at ^ 1] = -1;
        }
    }

    /** Drops a line of memory wherever virtual indexing may have put it. */
    void drop(int pa) {
        int number = pa >>> SUB_BLOCK_BITS & -2;
        for (int colour = 0; colour < tag.length; colour += SUB_BLOCKS_A_PAGE) {
            int at = (number & SUB_BLOCKS_A_PAGE - 1 | colour) & mask;
            for (int half = 0; half < 2; half++) {
                if (tag[at + half] == number + half) {
                    tag[at + half] = -1;
                }
            }
        }
    }

    int[] tags() {
        return tag;
    }

    void clear() {
        Arrays.fill(tag, -1);
    }

    @Override
    public void save(SnapshotWriter out) {
        out.putInts(tag);
    }

    @Override
    public void load(SnapshotReader in) {
        in.getInts(tag);
    }
}
