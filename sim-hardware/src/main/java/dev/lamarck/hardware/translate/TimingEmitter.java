package dev.lamarck.hardware.translate;

import dev.lamarck.hardware.cache.InstructionCache;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.util.HashMap;
import java.util.Map;

/**
 * Writes what the I-cache and the predictor do, in timing mode. Hits, and misses that the E-cache serves, happen in the region; what goes
 * beyond the E-cache is left to the interpreter, as it may take any line from the caches, that of the region too.
 */
final class TimingEmitter {
    private static final ClassDesc INT = ConstantDescs.CD_int;
    private static final ClassDesc INTS = ConstantDescs.CD_int.arrayType();
    private static final ClassDesc LONG = ConstantDescs.CD_long;
    private static final int PAGE_LINES = PageImage.WORDS / StallBounds.LINE_WORDS;
    /** Lines that {@link Locals#KNOWN} has a place for; others share the next. */
    private static final int KNOWN_LINES = 30;

    private final Emission emission;
    private final CodeBuilder code;
    /** The place of each line in {@link Locals#KNOWN}. */
    private final Map<Integer, Integer> known = new HashMap<>();

    TimingEmitter(Emission emission) {
        this.emission = emission;
        this.code = emission.code;
    }

    private int line() {
        return emission.at / StallBounds.LINE_WORDS;
    }

    /** Whether no two lines of a page are of the same set of the I-cache. */
    private boolean linesKeepTheirPlaces() {
        return emission.target.setMask() >= PAGE_LINES - 1;
    }

    private int placeInKnown(int line) {
        return linesKeepTheirPlaces() ? known.computeIfAbsent(line, none -> Math.min(known.size(), KNOWN_LINES)) : KNOWN_LINES;
    }

    /**
     * Fetch moves to the line of the emission's place; {@code certainly} another than that being fetched from. While a region executes, no line
     * leaves the I-cache but for another of the page in the same set. So where there is none, a line that has been fetched once is there, and the last
     * used of its set.
     */
    void fetch(boolean certainly) {
        emission.store();
        Label done = code.newLabel();
        Label here = code.newLabel();
        int place = placeInKnown(line());
        if (!certainly) {
            code.iload(Locals.LINE).loadConstant(line()).if_icmpeq(done);
        }
        if (place < KNOWN_LINES) {
            code.lload(Locals.KNOWN).loadConstant(ProcessorPort.FETCHED << ProcessorPort.LINE_STATE_BITS * place).land().lconst_0().lcmp().ifne(here);
        }
        emission.port();
        code.iload(Locals.FIRST_LINE).loadConstant(line()).iadd();
        set(0, 0);
        code.lload(Locals.KNOWN).loadConstant(ProcessorPort.LINE_STATE_BITS * place);
        emission.callStatic("fetch", LONG, Emission.PORT, INT, INT, LONG, INT);
        code.lstore(Locals.KNOWN).lload(Locals.KNOWN).lconst_0().lcmp().iflt(emission.interpretFromFetch());
        code.labelBinding(here).loadConstant(line()).istore(Locals.LINE);
        emission.counts.moveFetch(certainly);
        code.labelBinding(done);
    }

    /** A branch at the emission's place has been decided. */
    void predict(boolean taken) {
        emission.port();
        emission.array(PortArray.HISTORIES);
        history();
        code.loadConstant(initialHistory());
        emission.callStatic(taken ? "taken" : "notTaken", ConstantDescs.CD_void, Emission.PORT, INTS, INT, INT);
    }

    /** The place of the history of a branch in the line that is being fetched from, by its set, way and pair: a sum, of which C2 knows the range, so that it needs no check of it. */
    private void history() {
        int shift = ProcessorPort.LINE_STATE_BITS * placeInKnown(line()) - InstructionCache.PAIR_BITS;
        code.lload(Locals.KNOWN).loadConstant(Math.abs(shift));
        if (shift < 0) {
            code.lshl();
        } else {
            code.lushr();
        }
        code.l2i().loadConstant(InstructionCache.PAIRS).iand();
        set(InstructionCache.PAIR_BITS + 1, emission.at / 2 % InstructionCache.PAIRS);
        code.iadd();
    }

    /** The line's set, shifted, and a number added: the same for this line of any page unless there are more sets than lines of a page. */
    private void set(int shift, int more) {
        int setMask = emission.target.setMask();
        if (setMask < PAGE_LINES) {
            code.loadConstant(((line() & setMask) << shift) + more);
        } else {
            code.iload(Locals.FIRST_LINE).loadConstant(line()).iadd().loadConstant(setMask).iand().loadConstant(shift).ishl().loadConstant(more).iadd();
        }
    }

    /** Of the pair of words that the branch is in: the region depends on both of them. */
    private int initialHistory() {
        int first = emission.at & -2;
        return InstructionCache.initialHistory(emission.page.word(first), emission.page.word(first + 1));
    }
}
