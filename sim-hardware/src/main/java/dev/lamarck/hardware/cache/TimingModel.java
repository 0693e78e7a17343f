package dev.lamarck.hardware.cache;

import dev.lamarck.hardware.memory.PhysicalMemory;
import dev.lamarck.hardware.snapshot.SnapshotReader;
import dev.lamarck.hardware.snapshot.SnapshotWriter;
import dev.lamarck.hardware.snapshot.Stateful;
import java.util.stream.IntStream;

/**
 * The caches and the predictor of one processor. The interpreter calls {@link #fetch} when fetch moves to a line other than
 * {@link #fetchLine}, {@link #load} and {@link #store} for each cacheable access, {@link #branch} for each conditional branch.
 */
public final class TimingModel implements Stateful {
    /** log2 of the bytes of an I-cache or D-cache line, and of a D-cache sub-block. */
    public static final int LINE_BITS = 5;

    private final CycleCounter cycles;
    private final TimingParameters parameters;
    private final InstructionCache instructions;
    private final DataCache data;
    private final ExternalCache external;

    /** The physical line (address over line size) that is being fetched from, −1 if it must be looked up. */
    public int fetchLine = -1;

    private long icacheReferences;
    private long icacheMisses;
    private long icacheExternalHits;
    private long loads;
    private long loadMisses;
    private long stores;
    private long storeMisses;
    private long externalReferences;
    private long externalMisses;
    private long branches;
    private long mispredictions;

    public TimingModel(TimingParameters parameters, CycleCounter cycles, PhysicalMemory memory) {
        this.parameters = parameters;
        this.cycles = cycles;
        instructions = new InstructionCache(parameters.icacheBytes(), memory);
        data = new DataCache(parameters.dcacheBytes());
        external = new ExternalCache(parameters.ecacheBytes());
    }

    public TimingParameters parameters() {
        return parameters;
    }

    /** Fetch moves to a physical line. */
    public void fetch(int line) {
        icacheReferences++;
        if (!instructions.find(line)) {
            icacheMisses++;
            int stall = parameters.icacheMiss();
            if (reference(line << LINE_BITS)) {
                icacheExternalHits++;
            } else {
                stall += parameters.ecacheMiss();
            }
            instructions.fill(line);
            cycles.stallFetch(stall);
        }
        fetchLine = line;
    }

    /** A load from cacheable memory. */
    public void load(long va, int pa) {
        loads++;
        if (!data.holds(va, pa)) {
            loadMiss(va, pa);
        }
    }

    private void loadMiss(long va, int pa) {
        loadMisses++;
        int stall = parameters.dcacheMiss();
        if (!reference(pa)) {
            stall += parameters.ecacheMiss();
        }
        data.fill(va, pa);
        cycles.stallData(stall);
    }

    /** A store to cacheable memory. */
    public void store(long va, int pa) {
        stores++;
        if (!data.holds(va, pa)) {
            storeMisses++;
        }
        int stall = parameters.store();
        if (!reference(pa)) {
            stall += parameters.storeMiss();
        }
        if (stall != 0) {
            cycles.stallData(stall);
        }
    }

    /** An access that no cache serves. */
    public void uncached() {
        cycles.stallData(parameters.device());
    }

    /** A conditional branch at an address in the line being fetched from has been decided. */
    public void branch(long pc, boolean taken) {
        branches++;
        if (instructions.mispredicts(pc, taken)) {
            mispredictions++;
            cycles.stallMispredict(parameters.mispredict());
        }
    }

    public void jump() {
        cycles.stallMispredict(parameters.jump());
    }

    /** Entry to a trap, or return from one. */
    public void trap() {
        cycles.addTrap(parameters.trap());
    }

    /** An E-cache reference; whether it hits. A miss brings the line in, and evicts another from all caches. */
    private boolean reference(int pa) {
        externalReferences++;
        if (external.holds(pa)) {
            return true;
        }
        externalMisses++;
        int evicted = external.fill(pa);
        if (evicted >= 0) {
            dropInner(evicted, ExternalCache.LINE_BYTES);
        }
        return false;
    }

    private void dropInner(int pa, int length) {
        for (int at = pa; at < pa + length; at += 1 << LINE_BITS) {
            dropInstructions(at);
            data.drop(at);
        }
    }

    /** The processor stored into a line that may be in the I-cache: it is fetched anew. */
    public void dropInstructions(int pa) {
        int line = pa >>> LINE_BITS;
        instructions.drop(line);
        if (fetchLine == line) {
            fetchLine = -1;
        }
    }

    /** The physical lines that the I-cache holds. */
    public IntStream instructionLines() {
        return instructions.lines();
    }

    /** A device wrote to memory: all caches drop the lines. */
    public void written(long pa, long length) {
        if (length > parameters.ecacheBytes()) {
            clear();
            return;
        }
        for (long at = pa & -ExternalCache.LINE_BYTES; at < pa + length; at += ExternalCache.LINE_BYTES) {
            external.drop((int) at);
            dropInner((int) at, ExternalCache.LINE_BYTES);
        }
    }

    private void clear() {
        instructions.clear();
        data.clear();
        external.clear();
        fetchLine = -1;
    }

    public long icacheReferences() {
        return icacheReferences;
    }

    public long icacheMisses() {
        return icacheMisses;
    }

    /** I-cache misses that the E-cache served. */
    public long icacheExternalHits() {
        return icacheExternalHits;
    }

    public long loads() {
        return loads;
    }

    public long loadMisses() {
        return loadMisses;
    }

    public long stores() {
        return stores;
    }

    public long storeMisses() {
        return storeMisses;
    }

    public long externalReferences() {
        return externalReferences;
    }

    public long externalMisses() {
        return externalMisses;
    }

    public long branches() {
        return branches;
    }

    public long mispredictions() {
        return mispredictions;
    }

    @Override
    public void save(SnapshotWriter out) {
        instructions.save(out);
        data.save(out);
        external.save(out);
        out.putInt(fetchLine);
        for (long count : new long[] {
            icacheReferences, icacheMisses, icacheExternalHits, loads, loadMisses, stores, storeMisses,
            externalReferences, externalMisses, branches, mispredictions
        }) {
            out.putLong(count);
        }
    }

    @Override
    public void load(SnapshotReader in) {
        instructions.load(in);
        data.load(in);
        external.load(in);
        fetchLine = in.getInt();
        icacheReferences = in.getLong();
        icacheMisses = in.getLong();
        icacheExternalHits = in.getLong();
        loads = in.getLong();
        loadMisses = in.getLong();
        stores = in.getLong();
        storeMisses = in.getLong();
        externalReferences = in.getLong();
        externalMisses = in.getLong();
        branches = in.getLong();
        mispredictions = in.getLong();
    }
}
