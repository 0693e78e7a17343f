package dev.lamarck.syscalls.user.vmalloc;

/**
 * Free blocks of {@link SmallBlocks#LARGE} bytes and more: a tree by size, splayed top down at each search (Sleator and Tarjan, 1985), so that sizes that are asked for again
 * are near the root. Blocks of one size are a list, of which the head is in the tree; only the head's previous link is zero.
 */
final class LargeBlocks {
    private long root;
    /** While splaying: the last and largest of the tree of smaller ones, and its root; and likewise of the larger ones. */
    private long smaller;
    private long smallerRoot;
    private long larger;
    private long largerRoot;

    void insert(long block) {
        long size = Block.size(block);
        Block.setNext(block, 0);
        Block.setPrevious(block, 0);
        Block.setLeft(block, 0);
        Block.setRight(block, 0);
        if (root == 0) {
            root = block;
            return;
        }
        root = splay(root, size);
        long rootSize = Block.size(root);
        if (rootSize == size) {
            append(block);
            return;
        }
        if (rootSize < size) {
            Block.setLeft(block, root);
            Block.setRight(block, Block.right(root));
            Block.setRight(root, 0);
        } else {
            Block.setRight(block, root);
            Block.setLeft(block, Block.left(root));
            Block.setLeft(root, 0);
        }
        root = block;
    }

    /** Behind the root, in its list. */
    private void append(long block) {
        long next = Block.next(root);
        Block.setNext(block, next);
        Block.setPrevious(block, root);
        Block.setNext(root, block);
        if (next != 0) {
            Block.setPrevious(next, block);
        }
    }

    void remove(long block) {
        long previous = Block.previous(block);
        if (previous != 0) {
            long next = Block.next(block);
            Block.setNext(previous, next);
            if (next != 0) {
                Block.setPrevious(next, previous);
            }
        } else {
            root = splay(root, Block.size(block));
            removeRoot();
        }
    }

    /** The next of its size takes its place, or else its subtrees are joined: splayed for a size greater than all of it, the left one has no right. */
    private void removeRoot() {
        long next = Block.next(root);
        long left = Block.left(root);
        long right = Block.right(root);
        if (next != 0) {
            Block.setPrevious(next, 0);
            Block.setLeft(next, left);
            Block.setRight(next, right);
            root = next;
        } else if (left == 0) {
            root = right;
        } else {
            root = splay(left, Long.MAX_VALUE);
            Block.setRight(root, right);
        }
    }

    /** Takes a smallest block of this size or more; 0 if there is none. */
    long takeAtLeast(long size) {
        if (root == 0) {
            return 0;
        }
        root = splay(root, size);
        if (Block.size(root) < size) {
            long right = Block.right(root);
            if (right == 0) {
                return 0;
            }
            root = splay(root, Block.size(leftmost(right)));
        }
        long block = Block.next(root) != 0 ? Block.next(root) : root;
        remove(block);
        return block;
    }

    private static long leftmost(long tree) {
        long block = tree;
        while (Block.left(block) != 0) {
            block = Block.left(block);
        }
        return block;
    }

    /** Brings the last block on the path to a size to the tree's root, and returns it. */
    private long splay(long tree, long size) {
        smaller = 0;
        smallerRoot = 0;
        larger = 0;
        largerRoot = 0;
        long at = tree;
        while (Block.size(at) != size) {
            boolean isLeft = size < Block.size(at);
            long child = isLeft ? Block.left(at) : Block.right(at);
            if (child == 0) {
                break;
            }
            long top = isLeft ? rotatedRight(at, child, size) : rotatedLeft(at, child, size);
            long below = isLeft ? Block.left(top) : Block.right(top);
            if (below == 0) {
                at = top;
                break;
            }
            if (isLeft) {
                linkLarger(top);
            } else {
                linkSmaller(top);
            }
            at = below;
        }
        return assembled(at);
    }

    /** The step of a path that goes left twice turns the edge between; what is then on top. */
    private static long rotatedRight(long at, long child, long size) {
        if (size >= Block.size(child)) {
            return at;
        }
        Block.setLeft(at, Block.right(child));
        Block.setRight(child, at);
        return child;
    }

    private static long rotatedLeft(long at, long child, long size) {
        if (size <= Block.size(child)) {
            return at;
        }
        Block.setRight(at, Block.left(child));
        Block.setLeft(child, at);
        return child;
    }

    private void linkLarger(long tree) {
        if (larger == 0) {
            largerRoot = tree;
        } else {
            Block.setLeft(larger, tree);
        }
        larger = tree;
    }

    private void linkSmaller(long tree) {
        if (smaller == 0) {
            smallerRoot = tree;
        } else {
            Block.setRight(smaller, tree);
        }
        smaller = tree;
    }

    private long assembled(long top) {
        if (smaller != 0) {
            Block.setRight(smaller, Block.left(top));
            Block.setLeft(top, smallerRoot);
        }
        if (larger != 0) {
            Block.setLeft(larger, Block.right(top));
            Block.setRight(top, largerRoot);
        }
        return top;
    }

    /** By a search that changes nothing. */
    boolean contains(long block) {
        long size = Block.size(block);
        long at = root;
        while (at != 0 && Block.size(at) != size) {
            at = size < Block.size(at) ? Block.left(at) : Block.right(at);
        }
        while (at != 0 && at != block) {
            at = Block.next(at);
        }
        return at != 0;
    }

    void clear() {
        root = 0;
    }
}
