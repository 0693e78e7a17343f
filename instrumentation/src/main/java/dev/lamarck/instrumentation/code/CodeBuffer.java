package dev.lamarck.instrumentation.code;

/**
 * Instructions being laid out for a known address, to be written elsewhere once complete. Words beyond the capacity are counted
 * but dropped; whoever lays out checks {@link #overflowed} at the end.
 */
public final class CodeBuffer {
    /** Ample for a patch. */
    private static final int PATCH = 512;

    private final int[] words;
    private int length;
    private long base;

    public CodeBuffer() {
        this(PATCH);
    }

    public CodeBuffer(int capacity) {
        words = new int[capacity];
    }

    public void open(long base) {
        this.base = base;
        length = 0;
    }

    public void emit(int word) {
        set(length, word);
        length++;
    }

    /** Leaves a word to be {@link #set} when the target of its branch is known; returns its index. */
    public int reserve() {
        return length++;
    }

    /** Forgets all words from an index on. */
    public void truncate(int length) {
        this.length = length;
    }

    public void set(int index, int word) {
        if (index < words.length) {
            words[index] = word;
        }
    }

    /** Where the next word will stand. */
    public long here() {
        return address(length);
    }

    public long address(int index) {
        return base + 4L * index;
    }

    public int length() {
        return length;
    }

    public int bytes() {
        return 4 * length;
    }

    public int word(int index) {
        return words[index];
    }

    public boolean overflowed() {
        return length > words.length;
    }
}
