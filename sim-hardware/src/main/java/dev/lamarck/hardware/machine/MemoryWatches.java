package dev.lamarck.hardware.machine;

import dev.lamarck.hardware.cpu.Processor;
import dev.lamarck.hardware.memory.PhysicalMemory;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Who watches which bytes of RAM. Without any, the processors are told so and accesses cost nothing more. */
final class MemoryWatches {
    private record Range(long pa, int length, MemoryWatch watch) {}

    private final List<Processor> processors;
    private final List<Range> ranges = new ArrayList<>();
    private boolean isSilent;

    MemoryWatches(List<Processor> processors) {
        this.processors = processors;
    }

    /** Until the result is run. */
    Runnable add(long pa, int length, MemoryWatch watch) {
        Range range = new Range(pa, length, watch);
        ranges.add(range);
        changed();
        return () -> {
            ranges.remove(range);
            changed();
        };
    }

    /** Tells nobody of what happens in the action: it is no access of the guest's. */
    void silently(Runnable action) {
        isSilent = true;
        try {
            action.run();
        } finally {
            isSilent = false;
        }
    }

    private void changed() {
        BitSet pages = new BitSet();
        for (Range range : ranges) {
            pages.set((int) (range.pa / PhysicalMemory.PAGE_BYTES), (int) ((range.pa + range.length - 1) / PhysicalMemory.PAGE_BYTES) + 1);
        }
        processors.forEach(each -> each.observeAccesses(pages, ranges.isEmpty() ? null : this::accessed));
    }

    private void accessed(long pa, int length, boolean isStore, long pc) {
        if (isSilent) {
            return;
        }
        MemoryAccess access = new MemoryAccess(pa, length, isStore, pc);
        for (Range range : List.copyOf(ranges)) {
            if (access.overlaps(range.pa, range.length)) {
                range.watch.accessed(access);
            }
        }
    }
}
