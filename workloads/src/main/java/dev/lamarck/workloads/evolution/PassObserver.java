package dev.lamarck.workloads.evolution;

import dev.lamarck.hardware.machine.Tracer;
import dev.lamarck.workloads.world.World;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.TreeMap;

/**
 * How many cycles it takes from one place of the kernel's text to another, by the word that was executed at the first: what a
 * patch costs is the difference between launcher and original. A trap on the way voids the pass.
 */
final class PassObserver implements Tracer {
    private final World world;
    private final Map<Integer, LongSummaryStatistics> byWord = new TreeMap<>();
    private boolean isUnderWay;
    private long began;
    private int word;

    PassObserver(World world) {
        this.world = world;
        world.machine().addTracer(this);
    }

    /** Passes begin at an address. */
    void beginAt(long address) {
        world.machine().watch(address, (cycle, pc) -> {
            isUnderWay = true;
            began = cycle;
            word = world.textWord(pc);
        });
    }

    /** Passes end at an address. */
    void endAt(long address) {
        world.machine().watch(address, (cycle, pc) -> {
            if (isUnderWay) {
                isUnderWay = false;
                byWord.computeIfAbsent(word, none -> new LongSummaryStatistics()).accept(cycle - began);
            }
        });
    }

    @Override
    public void trap(long cycle, int trapType, int trapLevel, long pc) {
        isUnderWay = false;
    }

    /** Mean over the passes that began with this word; 0 if there were none. */
    double meanCyclesFrom(int firstWord) {
        return byWord.getOrDefault(firstWord, new LongSummaryStatistics()).getAverage();
    }

    /** Mean over all passes; 0 if there were none. */
    double meanCycles() {
        LongSummaryStatistics all = new LongSummaryStatistics();
        byWord.values().forEach(all::combine);
        return all.getAverage();
    }
}
