package dev.lamarck.workloads.codegen.program;

import dev.lamarck.toolchain.magic.NoInline;

/** Functions over linked structures and rings. */
public final class Structures {
    private Structures() {}

    static final class Node {
        Node next;
        int value;
    }

    static final class Queue {
        Node first;
        Node last;
    }

    public static final class Branch {
        public Branch less;
        public Branch more;
        public int key;
    }

    static final class Ring {
        final byte[] bytes = new byte[64];
        int head;
        int tail;
    }

    @NoInline
    static long walk(Node first) {
        long sum = 0;
        for (Node each = first; each != null; each = each.next) {
            sum += each.value;
        }
        return sum;
    }

    /** Takes the first and makes it the last, so many times. */
    @NoInline
    static int rotate(Queue queue, int times) {
        int sum = 0;
        for (int i = 0; i < times; i++) {
            Node node = queue.first;
            queue.first = node.next;
            if (queue.first == null) {
                queue.last = null;
            }
            node.next = null;
            if (queue.last == null) {
                queue.first = node;
            } else {
                queue.last.next = node;
            }
            queue.last = node;
            sum += node.value * i;
        }
        return sum;
    }

    /** Hangs branches into an ordered tree, one after the other. @return the root */
    @NoInline
    public static Branch insert(Branch[] added) {
        Branch root = added[0];
        for (int i = 1; i < added.length; i++) {
            Branch branch = added[i];
            Branch at = root;
            boolean hangs = false;
            while (!hangs) {
                if (branch.key < at.key) {
                    if (at.less == null) {
                        at.less = branch;
                        hangs = true;
                    }
                    at = at.less;
                } else {
                    if (at.more == null) {
                        at.more = branch;
                        hangs = true;
                    }
                    at = at.more;
                }
            }
        }
        return root;
    }

    /** Puts bytes into a ring until it is full. @return how many it took */
    @NoInline
    static int put(Ring ring, byte[] from) {
        int mask = ring.bytes.length - 1;
        int taken = 0;
        while (taken < from.length && ring.head - ring.tail <= mask) {
            ring.bytes[ring.head & mask] = from[taken];
            ring.head++;
            taken++;
        }
        return taken;
    }
}
