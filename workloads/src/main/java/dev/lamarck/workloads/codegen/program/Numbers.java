package dev.lamarck.workloads.codegen.program;

import dev.lamarck.toolchain.magic.MaxDepth;
import dev.lamarck.toolchain.magic.NoInline;

/** Functions over integers and arrays of them. */
public final class Numbers {
    private Numbers() {}

    /** The Internet checksum (RFC 1071) of an even number of bytes. */
    @NoInline
    public static int checksum(byte[] data) {
        int sum = 0;
        for (int i = 0; i + 1 < data.length; i += 2) {
            sum += (data[i] & 0xFF) << 8 | data[i + 1] & 0xFF;
        }
        sum = (sum & 0xFFFF) + (sum >>> 16);
        sum += sum >>> 16;
        return ~sum & 0xFFFF;
    }

    @NoInline
    public static void copy(long[] from, long[] to) {
        for (int i = 0; i < from.length; i++) {
            to[i] = from[i];
        }
    }

    /** Where a key is in an ascending array, or −1. */
    @NoInline
    static int search(int[] sorted, int key) {
        int low = 0;
        int high = sorted.length - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int value = sorted[middle];
            if (value < key) {
                low = middle + 1;
            } else if (value > key) {
                high = middle - 1;
            } else {
                return middle;
            }
        }
        return -1;
    }

    @NoInline
    public static void sort(int[] heap) {
        for (int root = heap.length / 2 - 1; root >= 0; root--) {
            sortSink(heap, root, heap.length);
        }
        for (int end = heap.length - 1; end > 0; end--) {
            int greatest = heap[0];
            heap[0] = heap[end];
            heap[end] = greatest;
            sortSink(heap, 0, end);
        }
    }

    private static void sortSink(int[] heap, int root, int end) {
        int value = heap[root];
        int hole = root;
        int child = 2 * hole + 1;
        while (child < end) {
            if (child + 1 < end && heap[child + 1] > heap[child]) {
                child++;
            }
            if (heap[child] <= value) {
                break;
            }
            heap[hole] = heap[child];
            hole = child;
            child = 2 * hole + 1;
        }
        heap[hole] = value;
    }

    /** Bits that are set, counted in parallel within a word. */
    @NoInline
    public static int bits(long[] words) {
        int count = 0;
        for (int i = 0; i < words.length; i++) {
            long word = words[i];
            word -= word >>> 1 & 0x5555_5555_5555_5555L;
            word = (word & 0x3333_3333_3333_3333L) + (word >>> 2 & 0x3333_3333_3333_3333L);
            word = word + (word >>> 4) & 0x0F0F_0F0F_0F0F_0F0FL;
            count += (int) (word * 0x0101_0101_0101_0101L >>> 56);
        }
        return count;
    }

    @NoInline
    public static long multiplyChain(long seed, int steps) {
        long value = seed;
        for (int i = 0; i < steps; i++) {
            value = value * 6_364_136_223_846_793_005L + 1_442_695_040_888_963_407L;
            value ^= value >>> 33;
        }
        return value;
    }

    @NoInline
    static int recursion(int depth) {
        return recursionStep(depth);
    }

    @MaxDepth(32)
    @NoInline
    private static int recursionStep(int n) {
        return n < 2 ? n : recursionStep(n - 1) + recursionStep(n - 2);
    }

    /** The first bit from {@code from} on that is clear, or −1. */
    @NoInline
    static int scan(long[] map, int from) {
        for (int word = from >> 6; word < map.length; word++) {
            long clear = ~map[word];
            if (word == from >> 6) {
                clear &= -1L << from;
            }
            if (clear != 0) {
                int bit = word << 6;
                while ((clear & 1) == 0) {
                    clear >>>= 1;
                    bit++;
                }
                return bit;
            }
        }
        return -1;
    }

    /** Of square matrices, row by row. */
    @NoInline
    public static void multiply(int[] left, int[] right, int[] product, int order) {
        for (int row = 0; row < order; row++) {
            for (int column = 0; column < order; column++) {
                int sum = 0;
                for (int i = 0; i < order; i++) {
                    sum += left[row * order + i] * right[i * order + column];
                }
                product[row * order + column] = sum;
            }
        }
    }

    /** CRC-32, a byte at a time. */
    @NoInline
    public static int crc(int[] table, byte[] data) {
        int crc = -1;
        for (int i = 0; i < data.length; i++) {
            crc = table[(crc ^ data[i]) & 0xFF] ^ crc >>> 8;
        }
        return ~crc;
    }

    /** The number of the signal to deliver next, 0 for none: faults first, then the lowest that is neither blocked nor ignored. */
    @NoInline
    static int deliverable(long pending, long blocked, long ignored, long faults) {
        long ready = pending & ~blocked & ~ignored;
        if (ready == 0) {
            return 0;
        }
        long first = (ready & faults) != 0 ? ready & faults : ready;
        int signal = 1;
        while ((first & 1) == 0) {
            first >>>= 1;
            signal++;
        }
        return signal;
    }
}
