package dev.lamarck.hardware.cache;

import dev.lamarck.hardware.memory.PhysicalMemory;
import dev.lamarck.hardware.snapshot.SnapshotReader;
import dev.lamarck.hardware.snapshot.SnapshotWriter;
import dev.lamarck.hardware.snapshot.Stateful;
import java.util.function.IntConsumer;
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
    /** Told of each line that the I-cache takes its words from memory of; null if it does not hold them. */
    private final IntConsumer wordsTaken;

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
        this(parameters, cycles, memory, null);
    }

    /** With a {@code wordsTaken} the lines of the I-cache hold the words that memory held when they were filled, and it is told of each filling. */
    public TimingModel(TimingParameters parameters, CycleCounter cycles, PhysicalMemory memory, IntConsumer wordsTaken) {
        this.parameters = parameters;
        this.cycles = cycles;
        this.wordsTaken = wordsTaken;
        instructions = new InstructionCache(parameters.icacheBytes(), wordsTaken != null, memory);
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
            if (wordsTaken != null) {
                wordsTaken.accept(line);
            }
            cycles.stallFetch(stall);
        }
        fetchLine = line;
    }

    /** The same if the line is in the cache; whether it is. Methods of this kind do nothing if not. */
    public boolean fetchAtOnce(int line) {
        if (line != fetchLine) {
            if (!instructions.find(line)) {
                return false;
            }
            icacheReferences++;
            fetchLine = line;
        }
        return true;
    }

    /** A load from cacheable memory. */
    public void load(long va, int pa) {
        loads++;
        if (!data.holds(va, pa)) {
            loadMiss(va, pa);
        }
    }

    /** The same if it hits the D-cache or at least the E-cache; whether it does. */
    public boolean loadAtOnce(long va, int pa) {
        if (!data.holds(va, pa)) {
            if (!external.holds(pa)) {
                return false;
            }
            externalReferences++;
            fillData(va, pa, parameters.dcacheMiss());
        }
        loads++;
        return true;
    }

    private void loadMiss(long va, int pa) {
        fillData(va, pa, reference(pa) ? parameters.dcacheMiss() : parameters.dcacheMiss() + parameters.ecacheMiss());
    }

    private void fillData(long va, int pa, int stall) {
        loadMisses++;
        data.fill(va, pa);
        cycles.stallData(stall);
    }

    /** A store to cacheable memory. */
    public void store(long va, int pa) {
        count(va, pa);
        if (!reference(pa)) {
            cycles.stallData(parameters.storeMiss());
        }
    }

    /** The same if it hits the E-cache; whether it does. */
    public boolean storeAtOnce(long va, int pa) {
        if (!external.holds(pa)) {
            return false;
        }
        count(va, pa);
        externalReferences++;
        return true;
    }

    private void count(long va, int pa) {
        stores++;
        if (!data.holds(va, pa)) {
            storeMisses++;
        }
        if (parameters.store() != 0) {
            cycles.stallData(parameters.store());
        }
    }

    /** An access that no cache serves. */
    public void uncached() {
        cycles.stallData(parameters.device());
    }

    /** A conditional branch at an address in the line being fetched from has been decided. */
    public void branch(long pc, boolean taken) {
        instructions.beginHistory(pc);
        branchAtOnce(pc, taken);
    }

    /** The same if the line has a history of it; whether it has. */
    public boolean branchAtOnce(long pc, boolean taken) {
        int at = instructions.historyOf(pc);
        if (!instructions.hasHistory(at)) {
            return false;
        }
        branches++;
        if (instructions.mispredicts(at, taken)) {
            mispredictions++;
            cycles.stallMispredict(parameters.mispredict());
        }
        return true;
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

    /** A line that may be in the I-cache was stored into, or flushed: it is fetched anew. */
    public void dropInstructions(int pa) {
        int line = pa >>> LINE_BITS;
        instructions.drop(line);
        if (fetchLine == line) {
            fetchLine = -1;
            cycles.endStretch();
        }
    }

    /** Whether a line in the I-cache may differ from memory. */
    public boolean holdsWords() {
        return wordsTaken != null;
    }

    /** The word at a physical address that is being fetched. */
    public int instruction(int pa) {
        return instructions.word(pa);
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
        cycles.endStretch();
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
