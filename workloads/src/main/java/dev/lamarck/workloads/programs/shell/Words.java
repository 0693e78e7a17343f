package dev.lamarck.workloads.programs.shell;

import dev.lamarck.syscalls.user.Heap;

/** Words in order, which are this list's own. */
final class Words {
    private byte[][] words = new byte[8][];
    private int count;

    void add(byte[] word) {
        if (count == words.length) {
            byte[][] larger = new byte[2 * count][];
            for (int i = 0; i < count; i++) {
                larger[i] = words[i];
            }
            Heap.free(words);
            words = larger;
        }
        words[count++] = word;
    }

    int count() {
        return count;
    }

    byte[] get(int index) {
        return words[index];
    }

    void set(int index, byte[] word) {
        words[index] = word;
    }

    /** Keeps only so many words. */
    void cut(int kept) {
        count = kept;
    }

    /** A new array of the words from one on, which stay the list's. */
    byte[][] from(int first) {
        byte[][] all = new byte[Math.max(0, count - first)][];
        for (int i = first; i < count; i++) {
            all[i - first] = words[i];
        }
        return all;
    }

    void free() {
        for (int i = 0; i < count; i++) {
            Heap.free(words[i]);
        }
        Heap.free(words);
        Heap.free(this);
    }
}
