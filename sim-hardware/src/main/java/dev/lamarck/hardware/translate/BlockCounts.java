package dev.lamarck.hardware.translate;

import java.lang.classfile.CodeBuilder;

/**
 * What the block being written has counted by one addition when control enters it, of instructions that are not executed yet: so much is to be taken back
 * where control leaves it early. Cycles are those of issue; what stores and jumps always wait for is added by the number of them among the events.
 */
final class BlockCounts {
    private final CodeBuilder code;
    private final PageImage page;
    private final RegionCompiler.Target target;
    private Open open = new Open(0, 0, 0, 0);

    /** {@code moves}: of fetch to another line of the I-cache; {@code events}: {@link Events}, none in functional mode. */
    record Open(int instructions, int cycles, int moves, long events) {}

    BlockCounts(CodeBuilder code, PageImage page, RegionCompiler.Target target) {
        this.code = code;
        this.page = page;
        this.target = target;
    }

    /** Counts the words from one to an end, the first of which has an issue group before it, and the moves of fetch to lines that begin between {@code movesFrom} and there. */
    void count(int at, int group, int end, int movesFrom) {
        int before = group;
        int cycles = 0;
        long events = 0;
        for (int word = at; word < end; word++) {
            cycles += target.issue().cycles(before, page.bytes(), word);
            before = target.issue().group(before, page.bytes(), word);
            events += target.isTimed() ? Events.of(page.word(word)) : 0;
        }
        int moves = target.isTimed() ? (end - 1) / StallBounds.LINE_WORDS - (movesFrom - 1) / StallBounds.LINE_WORDS : 0;
        open = new Open(end - at, cycles, moves, events);
        addOpen(1);
    }

    /** What has been counted from here on is not executed. */
    void takeBack() {
        addOpen(-1);
        open = new Open(0, 0, 0, 0);
    }

    private void addOpen(int sign) {
        if (target.isTimed()) {
            add(Locals.PASSED, sign * passed(open, 0));
            add(Locals.EVENTS, sign * open.events);
        } else if (open.cycles != 0) {
            code.iinc(Locals.PASSED, sign * open.cycles);
        }
    }

    Open open() {
        return open;
    }

    /** For other ways from the same place. */
    void comeBack(Open place) {
        open = place;
    }

    /** An instruction has been written, with this issue group before it. */
    void advance(int at, int group) {
        open = behind(at, group);
    }

    /** What is open behind the next instruction. */
    Open behind(int at, int group) {
        long events = target.isTimed() ? open.events - Events.of(page.word(at)) : 0;
        return new Open(open.instructions - 1, open.cycles - target.issue().cycles(group, page.bytes(), at), open.moves, events);
    }

    /** Fetch has moved to another line, which the block has counted if it always does so. */
    void moveFetch(boolean certainly) {
        if (certainly && open.moves > 0) {
            open = new Open(open.instructions, open.cycles, open.moves - 1, open.events);
        } else {
            add(Locals.PASSED, Passed.MOVE);
        }
    }

    /** Counts a store that the block does not, as it depends. */
    void countStore() {
        add(Locals.PASSED, Passed.of(0, waited(Events.STORE)));
        add(Locals.EVENTS, Events.STORE);
    }

    private void add(int local, long what) {
        if (what != 0) {
            code.lload(local).loadConstant(what).ladd().lstore(local);
        }
    }

    /** What is to be taken back, as {@link Passed}, but for some cycles. */
    long passed(Open taken, int cyclesKept) {
        return Passed.of(taken.instructions, taken.cycles - cyclesKept + waited(taken.events)) + taken.moves * Passed.MOVE;
    }

    private int waited(long events) {
        return Events.stores(events) * target.stalls().store() + Events.jumps(events) * target.stalls().jump();
    }
}
