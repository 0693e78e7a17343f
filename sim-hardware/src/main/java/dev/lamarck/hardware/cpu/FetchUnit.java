package dev.lamarck.hardware.cpu;

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
    private final ProcessorState state;
    private final Mmu mmu;
    private final CodePages code;
    private final int ramBytes;
    private final Map<Long, List<LongConsumer>> watchers = new HashMap<>();

    private int space;
    private Mmu.Space context = Mmu.Space.PRIMARY;
    private int pagePa;

    /** The page that the interpreter holds must be asked for again. */
    boolean changed = true;
    /** Of the page last asked for. */
    byte[] issue;
    int firstLine;

    FetchUnit(ProcessorState state, Mmu mmu, CodePages code, PhysicalMemory memory) {
        this.state = state;
        this.mmu = mmu;
        this.code = code;
        this.ramBytes = memory.size();
    }

    void modeChanged() {
        context = state.tl > 0 ? Mmu.Space.NUCLEUS : Mmu.Space.PRIMARY;
        space = mmu.fetchSpace(context, state.isPrivileged());
        changed = true;
    }

    /** The decoded words of the page of {@code pc}, or the trap of fetching from it. */
    long[] page(long pc) {
        changed = false;
        SoftTlb known = mmu.fetches();
        int at = SoftTlb.index(pc);
        int pa = known.table[at] == SoftTlb.key(pc, space, 1) ? (int) (pc + known.table[at + 1]) : translate(pc);
        pagePa = pa & -PhysicalMemory.PAGE_BYTES;
        int page = pagePa / PhysicalMemory.PAGE_BYTES;
        firstLine = pagePa >>> TimingModel.LINE_BITS;
        issue = code.issue(page);
        return code.words(page);
    }

    private int translate(long pc) {
        long pa = mmu.translateFetch(pc, context, state.isPrivileged());
        if (pa < 0) {
            changed = true;
            throw GuestTrap.of((int) ~pa);
        }
        if (pa >= ramBytes) {
            changed = true;
            throw GuestTrap.of(TrapType.INSTRUCTION_ACCESS_ERROR);
        }
        if (!code.isCode((int) pa)) {
            code.create((int) pa / PhysicalMemory.PAGE_BYTES);
            mmu.forgetStores();
        }
        mmu.fetches().put(pc, space, pa);
        return (int) pa;
    }

    /** The word at {@code pc}, in the page last asked for, which is not decoded or is watched. */
    long decode(long pc) {
        List<LongConsumer> interested = watchers.get(pc);
        if (interested != null) {
            interested.forEach(watcher -> watcher.accept(pc));
        }
        return code.decode(pagePa | (int) pc & PhysicalMemory.PAGE_BYTES - 1);
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
        code.watch(offsets);
    }
}
