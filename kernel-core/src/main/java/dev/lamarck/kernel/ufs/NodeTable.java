package dev.lamarck.kernel.ufs;

import dev.lamarck.kernel.kmem.Kmem;

/** The files in use, by their inodes' numbers; holds none of them. Guarded by the file system's lock. */
final class NodeTable {
    private static final int BUCKETS = 128;

    private final UfsNode[] buckets = new UfsNode[BUCKETS];

    /** Not held, and perhaps given back by its last user just now; null if there is none. */
    UfsNode peek(int inode) {
        UfsNode node = buckets[inode % BUCKETS];
        while (node != null && node.inode != inode) {
            node = node.nextInBucket;
        }
        return node;
    }

    /** Held; null if there is none, or only one that its last user has just given back. */
    UfsNode find(int inode) {
        UfsNode node = peek(inode);
        if (node != null && !node.holdAgain()) {
            remove(node);
            node = null;
        }
        return node;
    }

    void add(UfsNode node) {
        int bucket = node.inode % BUCKETS;
        node.nextInBucket = buckets[bucket];
        buckets[bucket] = node;
    }

    /** Removes a node if it is there. */
    void remove(UfsNode node) {
        int bucket = node.inode % BUCKETS;
        UfsNode before = null;
        UfsNode each = buckets[bucket];
        while (each != null && each != node) {
            before = each;
            each = each.nextInBucket;
        }
        if (each != null && before == null) {
            buckets[bucket] = node.nextInBucket;
        } else if (each != null) {
            before.nextInBucket = node.nextInBucket;
        }
    }

    void free() {
        Kmem.free(buckets);
        Kmem.free(this);
    }
}
