package dev.lamarck.hardware.cpu;

import dev.lamarck.hardware.cache.InstructionCache;
import dev.lamarck.hardware.memory.PhysicalMemory;
import dev.lamarck.hardware.translate.RegionTable;
import java.util.Arrays;
import java.util.BitSet;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;

/**
 * Predecoded instructions of every physical page from which anything was fetched. Words are decoded when they are first
 * executed. A write to such a page must be reported to {@link #invalidate}; a whole cache line of words is then decoded again, as
 * how an instruction issues depends on those before it in its line.
 */
final class CodePages {
    static final int WORDS = PhysicalMemory.PAGE_BYTES / Integer.BYTES;
    static final int LINE_WORDS = 8;

    /** In place of an operation: nothing has been decoded yet, or the word is watched. */
    static final Operation UNDECODED = new Operation();

    private final IntUnaryOperator text;
    private final IntFunction<Operation> decoder;
    private final IssueRules rules;
    private final Operation[][] decoded;
    private final byte[][] issue;
    private final long[][] stretchSteps;
    /** Word offsets within a page that are never kept decoded, so that each execution of them is noticed. */
    private final BitSet watched = new BitSet(WORDS);

    /** Null without translation. */
    private RegionTable regions;

    /** {@code text} gives the word that is fetched from a physical address; {@code rules} is null in functional mode. */
    CodePages(int bytes, IntUnaryOperator text, IntFunction<Operation> decoder, IssueRules rules) {
        this.text = text;
        this.decoder = decoder;
        this.rules = rules;
        decoded = new Operation[bytes / PhysicalMemory.PAGE_BYTES][];
        issue = new byte[decoded.length][];
        stretchSteps = new long[decoded.length][];
    }

    boolean isCode(int pa) {
        return decoded[pa / PhysicalMemory.PAGE_BYTES] != null;
    }

    Operation[] operations(int page) {
        return decoded[page];
    }

    /** {@link IssueRules} of the page's decoded words; null in functional mode. */
    byte[] issue(int page) {
        return issue[page];
    }

    /** The {@link StretchStep}s known of the page, by {@link StretchStep#index}. */
    long[] stretchSteps(int page) {
        return stretchSteps[page];
    }

    /** Who is to be told of changes; null for nobody. */
    void setRegions(RegionTable table) {
        regions = table;
        if (regions != null) {
            regions.watch(watched);
        }
    }

    /** {@link RegionTable#heat} of the page; null without regions. */
    short[] heat(int page) {
        return regions == null ? null : regions.heat(page);
    }

    /** Makes the page of an address a code page, if it is not one. */
    void create(int pa) {
        int page = pa / PhysicalMemory.PAGE_BYTES;
        if (decoded[page] != null) {
            return;
        }
        decoded[page] = new Operation[WORDS];
        if (rules != null) {
            issue[page] = new byte[WORDS];
            stretchSteps[page] = StretchStep.none();
        }
        Arrays.fill(decoded[page], UNDECODED);
    }

    /**
     * Decodes the word at an address in a code page, and keeps it unless its offset is watched. With it the next one, if the two are executed as one operation: it stands
     * in the same line, so that they are decoded again together, and is not watched.
     */
    Operation decode(int pa) {
        int page = pa / PhysicalMemory.PAGE_BYTES;
        int at = pa % PhysicalMemory.PAGE_BYTES / Integer.BYTES;
        Operation operation = learn(page, at, pa);
        if (Pairs.mayBegin(operation) && (at + 1) % LINE_WORDS != 0 && !watched.get(at + 1)) {
            operation = Pairs.of(operation, learn(page, at + 1, pa + Integer.BYTES));
        }
        if (!watched.get(at)) {
            decoded[page][at] = operation;
        }
        return operation;
    }

    /** Decodes a word, and finds out how it issues and how its history begins. */
    private Operation learn(int page, int at, int pa) {
        Operation operation = decoder.apply(text.applyAsInt(pa));
        if (rules != null) {
            issue[page][at] = rules.of(text, pa);
            StretchStep.forget(stretchSteps[page], at);
            if (Kind.isConditionalBranch(operation.kind)) {
                int first = pa & -2 * Integer.BYTES;
                operation.beginHistoryAs(InstructionCache.initialHistory(text.applyAsInt(first), text.applyAsInt(first + Integer.BYTES)));
            }
        }
        return operation;
    }

    void invalidate(long pa, int length) {
        if (regions != null) {
            regions.invalidate(pa, length);
        }
        int first = (int) pa / PhysicalMemory.PAGE_BYTES;
        int last = (int) (pa + length - 1) / PhysicalMemory.PAGE_BYTES;
        for (int page = first; page <= last; page++) {
            if (decoded[page] != null) {
                int from = page == first ? (int) pa % PhysicalMemory.PAGE_BYTES / Integer.BYTES & -LINE_WORDS : 0;
                int to = page == last ? (int) (pa + length - 1) % PhysicalMemory.PAGE_BYTES / Integer.BYTES : WORDS - 1;
                Arrays.fill(decoded[page], from, (to | LINE_WORDS - 1) + 1, UNDECODED);
            }
        }
    }

    /** The page offsets, in words, to be noticed from now on. What has been decoded before one may contain it. */
    void watch(BitSet offsets) {
        watched.clear();
        watched.or(offsets);
        if (regions != null) {
            regions.watch(watched);
        }
        for (Operation[] page : decoded) {
            if (page != null) {
                watched.stream().forEach(at -> {
                    page[at] = UNDECODED;
                    page[Math.max(at - 1, 0)] = UNDECODED;
                });
            }
        }
    }
}
