package dev.lamarck.kernel.ufs;

import dev.lamarck.kernel.kmem.Kmem;
import dev.lamarck.toolchain.magic.Symbol;

/**
 * What of a file is read before anybody asks. {@link #depth} is the policy, a function by itself, so that another can take its place; the rest does
 * what it says: blocks that follow one another on the disk come by one command with the block that is wanted, for one that comes later waits for the
 * disk to turn. Guarded by the file system's lock.
 */
final class ReadAhead {
    private static final int MOST = 7;

    private long last = -1;
    /** Blocks read one after the other up to the last. */
    private int run;

    /**
     * How many blocks to read with one that is not in memory.
     *
     * @param run how many were read in order up to now, this one counted
     */
    @Symbol("ufs_readahead")
    static int depth(int run) {
        return run < 2 ? 0 : Math.min(MOST, run);
    }

    /** A block is about to be read, which has that first fragment. */
    void prepare(UfsFile file, long index, int fragment) {
        if (index != last) {
            run = index == last + 1 ? run + 1 : 1;
            last = index;
        }
        Ufs ufs = file.ufs;
        if (ufs.pages.has(file, index)) {
            return;
        }
        long ends = file.size + UfsFormat.BLOCK_BYTES - 1 >> UfsFormat.BLOCK_SHIFT;
        long wanted = Math.min(1 + Math.max(0, Math.min(MOST, depth(run))), ends - index);
        int count = 1;
        while (count < wanted && ufs.map.find(file, index + count) == fragment + count * UfsFormat.FRAGMENTS_PER_BLOCK) {
            count++;
        }
        if (count > 1) {
            ufs.pages.readRun(file, index, fragment, count);
        }
    }

    void free() {
        Kmem.free(this);
    }
}
