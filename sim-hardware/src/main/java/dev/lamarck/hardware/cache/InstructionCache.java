package dev.lamarck.hardware.cache;

import dev.lamarck.hardware.isa.code.Fields;
import dev.lamarck.hardware.isa.code.Flow;
import dev.lamarck.hardware.isa.code.Opcode;
import dev.lamarck.hardware.memory.PhysicalMemory;
import dev.lamarck.hardware.snapshot.SnapshotReader;
import dev.lamarck.hardware.snapshot.SnapshotWriter;
import dev.lamarck.hardware.snapshot.Stateful;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Two ways, physically indexed, one LRU bit a set, and the branch histories of each line. A line is named by its number. Either its words
 * are those in memory, because whoever changes these drops the line, or it holds what was there when it was filled.
 */
public final class InstructionCache implements Stateful {
    private static final int WAYS = 2;
    /** Of a line, each with a branch history. */
    public static final int PAIR_BITS = 2;
    public static final int PAIRS = 1 << PAIR_BITS;
    private static final int WORDS = 1 << TimingModel.LINE_BITS - 2;
    private static final int PAIR_WORDS = WORDS / PAIRS;
    private static final int WEAKLY_NOT_TAKEN = 1;
    private static final int WEAKLY_TAKEN = 2;
    /** Two bits each, from the lowest on: the state after one that is not taken in states 0, 1, 2, 3, each followed by that after a taken one. */
    private static final int NEXT = 0b11_10_11_01_10_00_01_00;
    /** Not asked for since the line was filled, whose words cannot change without the line being dropped. */
    private static final int FROM_P_BIT = 4;

    private final PhysicalMemory memory;
    private final int setMask;
    /** Line number by set and way, −1 for none. */
    private final int[] tag;
    /** By set: the way to replace next. */
    private final int[] leastRecent;
    /** By set, way and pair: 0 … 3, taken from 2; or {@link #FROM_P_BIT}. */
    private final int[] history;
    /** By set, way and word: what memory held when the line was filled; null if it still does. */
    private final int[] words;
    /** Set and way of the line last found or filled. */
    private int current;

    InstructionCache(int bytes, boolean holdsWords, PhysicalMemory memory) {
        this.memory = memory;
        int sets = bytes / (WAYS << TimingModel.LINE_BITS);
        setMask = sets - 1;
        tag = new int[sets * WAYS];
        leastRecent = new int[sets];
        history = new int[sets * WAYS * PAIRS];
        words = holdsWords ? new int[sets * WAYS * WORDS] : null;
        clear();
    }

    /** Makes the line current if it is here. */
    boolean find(int line) {
        int set = line & setMask;
        int slot = set * WAYS + (tag[set * WAYS + 1] == line ? 1 : 0);
        if (tag[slot] != line) {
            return false;
        }
        use(set, slot);
        return true;
    }

    /** The word at a physical address whose line is here. */
    int word(int pa) {
        int line = pa >>> TimingModel.LINE_BITS;
        int slot = (line & setMask) * WAYS;
        return word(tag[slot] == line ? slot : slot + 1, pa >>> 2 & WORDS - 1);
    }

    private int word(int slot, int at) {
        return words == null ? memory.readInt(((long) tag[slot] << TimingModel.LINE_BITS) + 4L * at) : words[slot * WORDS + at];
    }

    private void use(int set, int slot) {
        leastRecent[set] = slot & 1 ^ 1;
        current = slot;
    }

    void fill(int line) {
        int set = line & setMask;
        int slot = set * WAYS + fill(tag, leastRecent, history, line, set);
        current = slot;
        if (words != null) {
            for (int at = 0; at < WORDS; at++) {
                words[slot * WORDS + at] = memory.readInt(((long) line << TimingModel.LINE_BITS) + 4L * at);
            }
        }
    }

    /** Puts a line, whose words nobody holds, into its set, where it is the last used one. @return its way */
    public static int fill(int[] tags, int[] leastRecent, int[] histories, int line, int set) {
        int first = set * WAYS;
        int way = tags[first] == -1 ? 0 : tags[first + 1] == -1 ? 1 : leastRecent[set] & 1;
        tags[first + way] = line;
        leastRecent[set] = way ^ 1;
        // Its four, not in a loop: C2 would unroll that at each of the many places in regions that it is inlined at.
        int pairs = (first + way) * PAIRS;
        histories[pairs] = FROM_P_BIT;
        histories[pairs + 1] = FROM_P_BIT;
        histories[pairs + 2] = FROM_P_BIT;
        histories[pairs + 3] = FROM_P_BIT;
        return way;
    }

    /** Of an address in the current line. */
    int initialHistory(long pc) {
        int at = historyOf(pc);
        int first = at % PAIRS * PAIR_WORDS;
        return initialHistory(word(at / PAIRS, first), word(at / PAIRS, first + 1));
    }

    /** Of a pair of words, when it is first asked for: from the p bit of the first branch that has one, else not taken. */
    public static int initialHistory(int first, int second) {
        int word = hasPrediction(first) ? first : second;
        return hasPrediction(word) && Fields.predictTaken(word) ? WEAKLY_TAKEN : WEAKLY_NOT_TAKEN;
    }

    private static boolean hasPrediction(int word) {
        return Flow.kind(word) == Flow.BRANCH && switch (Opcode.of(word)) {
            case Opcode.BPCC, Opcode.FBPFCC, Opcode.BPR -> true;
            default -> false;
        };
    }

    /** The place of the history of the branches of a pair, in the current line. */
    int historyOf(long pc) {
        return current * PAIRS + ((int) pc >>> 3 & PAIRS - 1);
    }

    /** Whether the history says otherwise; it learns the outcome. If it has not been asked since the line was filled, it begins as given. */
    boolean mispredicts(int at, boolean taken, int initial) {
        int state = history[at] == FROM_P_BIT ? initial : history[at];
        int outcome = taken ? 1 : 0;
        history[at] = NEXT >>> (state << 1 | outcome) * 2 & 3;
        return state >>> 1 != outcome;
    }

    int[] tags() {
        return tag;
    }

    int[] leastRecent() {
        return leastRecent;
    }

    int[] histories() {
        return history;
    }

    /** Set and way of the line last found or filled. */
    int current() {
        return current;
    }

    /** A line that is here, and the last used of its set, becomes the current one. */
    void moveTo(int line) {
        int slot = (line & setMask) * WAYS;
        current = tag[slot] == line ? slot : slot + 1;
    }

    void drop(int line) {
        int slot = (line & setMask) * WAYS;
        if (tag[slot] == line) {
            tag[slot] = -1;
        } else if (tag[slot + 1] == line) {
            tag[slot + 1] = -1;
        }
    }

    void clear() {
        Arrays.fill(tag, -1);
    }

    /** The lines that are here. */
    IntStream lines() {
        return Arrays.stream(tag).filter(line -> line >= 0);
    }

    @Override
    public void save(SnapshotWriter out) {
        out.putInts(tag);
        out.putInts(leastRecent);
        out.putInts(history);
        out.putInt(current);
        if (words != null) {
            out.putInts(words);
        }
    }

    @Override
    public void load(SnapshotReader in) {
        in.getInts(tag);
        in.getInts(leastRecent);
        in.getInts(history);
        current = in.getInt();
        if (words != null) {
            in.getInts(words);
        }
    }
}
