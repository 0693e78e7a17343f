package dev.lamarck.hardware.cpu;

import dev.lamarck.hardware.cache.CycleCounter;
import dev.lamarck.hardware.cache.TimingModel;
import dev.lamarck.hardware.memory.PhysicalMemory;
import dev.lamarck.hardware.mmu.Mmu;
import dev.lamarck.hardware.mmu.SoftTlb;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;

/** Gives the interpreter the predecoded page of an address, and tells watchers of what is about to execute. */
final class FetchUnit {
    private static final long PAGE = -PhysicalMemory.PAGE_BYTES;
    /** No page has this address. */
    private static final long NO_PAGE = 1;
    private static final int UNKNOWN = -1;

    private final ProcessorState state;
    private final CycleCounter clock;
    private final Mmu mmu;
    private final SharedMemory shared;
    private final CodePages code;
    private final int ramBytes;
    private final Map<Long, List<LongConsumer>> watchers = new HashMap<>();

    private int space;
    private long page = NO_PAGE;
    private int pagePa;
    private Operation[] operations;
    private byte[] issue;
    private long[] stretchSteps;
    private int trap;
    private boolean held;
    private boolean usesRegions = true;
    /** Told of every instruction; null for none. */
    private LongConsumer observer;

    FetchUnit(ProcessorState state, CycleCounter clock, Mmu mmu, CodePages code, SharedMemory memory) {
        this.state = state;
        this.clock = clock;
        this.mmu = mmu;
        this.shared = memory;
        this.code = code;
        this.ramBytes = memory.ram.size();
    }

    void modeChanged() {
        int now = mmu.fetchSpace(Mmu.implicitView(state.tl > 0, state.isPrivileged()));
        if (now != space) {
            space = now;
            translationChanged();
        }
    }

    private Mmu.Space context() {
        return state.tl > 0 ? Mmu.Space.NUCLEUS : Mmu.Space.PRIMARY;
    }

    /** Number of the space that is fetched from. */
    int space() {
        return space;
    }

    /** The page last entered may be another one now. */
    void translationChanged() {
        page = NO_PAGE;
        clock.endStretch();
    }

    /** The operations of the page of {@code pc}; null if fetching from it traps. */
    Operation[] enter(long pc) {
        if ((pc & PAGE) != page && !translate(pc)) {
            page = NO_PAGE;
            return null;
        }
        return operations;
    }

    /** Whether the page of {@code pc} can be entered without its translation being looked at. */
    boolean knows(long pc) {
        return (pc & PAGE) == page || mmu.fetches().keys[SoftTlb.index(pc)] == SoftTlb.key(pc, space, 1);
    }

    /** Whether the page last entered is this one and still what it was. */
    boolean holds(long address) {
        return page == address;
    }

    /** The physical address of an instruction whose translation the soft TLB knows, or a negative number. The page last entered stays it. */
    int known(long pc) {
        SoftTlb known = mmu.fetches();
        return known.keys[SoftTlb.index(pc)] == SoftTlb.key(pc, space, 1) ? known.physical(pc) : UNKNOWN;
    }

    /** Of the fetch that failed. */
    int trap() {
        return trap;
    }

    /** {@link IssueRules} of the page last entered. */
    byte[] issue() {
        return issue;
    }

    /** The {@link StretchStep}s known of the page last entered. */
    long[] stretchSteps() {
        return stretchSteps;
    }

    /** The physical I-cache line that the page last entered begins with. */
    int firstLine() {
        return pagePa >>> TimingModel.LINE_BITS;
    }

    /** Whether the interpreter is to look for regions, if there are any. */
    void useRegions(boolean wanted) {
        usesRegions = wanted;
    }

    /** What regions know of the page last entered, by word; null without regions. */
    short[] heat() {
        return usesRegions ? code.heat(pagePa / PhysicalMemory.PAGE_BYTES) : null;
    }

    /** The physical address of an address in the page last entered. */
    int physical(long address) {
        return pagePa + (int) (address - page);
    }

    private boolean translate(long pc) {
        SoftTlb known = mmu.fetches();
        boolean hit = knows(pc);
        long pa = hit ? known.physical(pc) : mmu.translateFetch(pc, context(), state.isPrivileged());
        if (pa < 0 || pa >= ramBytes) {
            trap = pa < 0 ? (int) ~pa : TrapType.INSTRUCTION_ACCESS_ERROR;
            return false;
        }
        if (!hit) {
            mmu.fetches().put(pc, space, pa);
            shared.createCode(code, (int) pa);
        }
        page = pc & PAGE;
        pagePa = (int) (pa & PAGE);
        operations = code.operations(pagePa / PhysicalMemory.PAGE_BYTES);
        issue = code.issue(pagePa / PhysicalMemory.PAGE_BYTES);
        stretchSteps = code.stretchSteps(pagePa / PhysicalMemory.PAGE_BYTES);
        return true;
    }

    /** Tells watchers of the word at an index of the page last entered, which is about to execute. */
    void announce(int at) {
        if (observer != null) {
            observer.accept(page + 4L * at);
        }
        List<LongConsumer> interested = watchers.get(page + 4L * at);
        if (interested != null) {
            List.copyOf(interested).forEach(watcher -> watcher.accept(page + 4L * at));
        }
    }

    /** The word at an index of the page last entered, which is not decoded or is watched. In timing mode its line is being fetched from. */
    Operation decode(int at) {
        return code.decode(pagePa + 4 * at);
    }

    /** Has every instruction told, instead of to whom it was before; null for nobody. */
    void observe(LongConsumer told) {
        observer = told;
        watchersChanged();
    }

    /** Called by a watcher: the instruction that it was told of is not to be executed now. */
    void hold() {
        held = true;
    }

    /** Whether a watcher has just asked so; asks once. */
    boolean isHeld() {
        boolean was = held;
        held = false;
        return was;
    }

    void watch(long pc, LongConsumer watcher) {
        watchers.computeIfAbsent(pc, none -> new ArrayList<>()).add(watcher);
        watchersChanged();
    }

    void unwatch(long pc, LongConsumer watcher) {
        watchers.computeIfPresent(pc, (at, list) -> {
            list.remove(watcher);
            return list.isEmpty() ? null : list;
        });
        watchersChanged();
    }

    private void watchersChanged() {
        BitSet offsets = new BitSet(CodePages.WORDS);
        for (long pc : watchers.keySet()) {
            offsets.set((int) pc >>> 2 & CodePages.WORDS - 1);
        }
        if (observer != null) {
            offsets.set(0, CodePages.WORDS);
        }
        code.watch(offsets);
    }
}
