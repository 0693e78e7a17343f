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

    /** In place of the cycles that a line costs: it is in the E-cache. */
    private static final int HIT = -1;

    private final CycleCounter cycles;
    private final TimingParameters parameters;
    private final InstructionCache instructions;
    private final DataCache data;
    private final ExternalCache external;
    /** Told of each line that the I-cache takes its words from memory of; null if it does not hold them. */
    private final IntConsumer wordsTaken;
    private final Coherence coherence;

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
    private final BusEvents bus = new BusEvents();
    private long branches;
    private long mispredictions;

    /** {@code coherence}: of the processors that share the memory. */
    public TimingModel(TimingParameters parameters, CycleCounter cycles, PhysicalMemory memory, Coherence coherence) {
        this(parameters, cycles, memory, coherence, null);
    }

    /** With a {@code wordsTaken} the lines of the I-cache hold the words that memory held when they were filled, and it is told of each filling. */
    public TimingModel(
            TimingParameters parameters, CycleCounter cycles, PhysicalMemory memory, Coherence coherence, IntConsumer wordsTaken) {
        this.parameters = parameters;
        this.cycles = cycles;
        this.coherence = coherence;
        this.wordsTaken = wordsTaken;
        coherence.add(this);
        instructions = new InstructionCache(parameters.icacheBytes(), wordsTaken != null, memory);
        data = new DataCache(parameters.dcacheBytes());
        external = new ExternalCache(parameters.ecacheBytes());
    }

    public TimingParameters parameters() {
        return parameters;
    }

    ExternalCache external() {
        return external;
    }

    /** Fetch moves to a physical line. */
    public void fetch(int line) {
        icacheReferences++;
        if (!instructions.find(line)) {
            icacheMisses++;
            int beyond = reference(line << LINE_BITS);
            if (beyond == HIT) {
                icacheExternalHits++;
            }
            instructions.fill(line);
            if (wordsTaken != null) {
                wordsTaken.accept(line);
            }
            cycles.stallFetch(parameters.icacheMiss() + Math.max(beyond, 0));
        }
        fetchLine = line;
    }

    /** The same if the line is in the cache or at least in the E-cache; whether it is. Methods of this kind do nothing if not. */
    public boolean fetchAtOnce(int line) {
        if (line != fetchLine) {
            if (!instructions.find(line)) {
                if (wordsTaken != null || !external.holds(line << LINE_BITS)) {
                    return false;
                }
                icacheMisses++;
                icacheExternalHits++;
                externalReferences++;
                instructions.fill(line);
                cycles.stallFetch(parameters.icacheMiss());
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
        int beyond = reference(pa);
        if (beyond != HIT) {
            bus.readMisses++;
        }
        fillData(va, pa, parameters.dcacheMiss() + Math.max(beyond, 0));
    }

    private void fillData(long va, int pa, int stall) {
        loadMisses++;
        data.fill(va, pa);
        cycles.stallData(stall);
    }

    /** A store to cacheable memory. */
    public void store(long va, int pa) {
        count(va, pa);
        externalReferences++;
        boolean isHere = external.holds(pa);
        if (!isHere) {
            externalMisses++;
            fillExternal(pa);
        }
        if (!isHere || external.isShared(pa)) {
            bus.upgrades += isHere ? 1 : 0;
            coherence.claim(this, pa);
            cycles.stallData(parameters.storeMiss());
        }
        external.modify(pa);
    }

    /** The same if it hits the E-cache, and the line is modified already; whether it does. */
    public boolean storeAtOnce(long va, int pa) {
        if (!external.isModified(pa)) {
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
        branch(pc, taken, instructions.initialHistory(pc));
    }

    /** The same if it is known in which state a history begins that includes it. */
    public void branch(long pc, boolean taken, int initialHistory) {
        branches++;
        if (instructions.mispredicts(instructions.historyOf(pc), taken, initialHistory)) {
            mispredictions++;
            cycles.stallMispredict(parameters.mispredict());
        }
    }

    public void jump() {
        cycles.stallMispredict(parameters.jump());
    }

    /** An E-cache reference to read; {@link #HIT}, or what the line costs beyond the E-cache's own time. */
    private int reference(int pa) {
        externalReferences++;
        if (external.holds(pa)) {
            return HIT;
        }
        externalMisses++;
        Coherence.Elsewhere elsewhere = coherence.share(this, pa);
        fillExternal(pa);
        if (elsewhere != Coherence.Elsewhere.NOWHERE) {
            external.share(pa);
        }
        return parameters.ecacheMiss() + (elsewhere == Coherence.Elsewhere.MODIFIED ? parameters.modifiedElsewhere() : 0);
    }

    /** Brings a line in, and evicts another from all caches. */
    private void fillExternal(int pa) {
        bus.writeBacks += external.evictsModified(pa) ? 1 : 0;
        int evicted = external.fill(pa);
        if (evicted >= 0) {
            dropInner(evicted);
        }
    }

    /** Another writes to the line of an address, which is here. */
    void loseLine(int pa) {
        bus.invalidations++;
        bus.copyBacks += external.isModified(pa) ? 1 : 0;
        dropLine(pa);
    }

    /** Another reads the line of an address, which is here. */
    void shareLine(int pa) {
        bus.copyBacks += external.isModified(pa) ? 1 : 0;
        external.share(pa);
    }

    /** The line of an address is no longer here. */
    void dropLine(int pa) {
        int line = pa & -ExternalCache.LINE_BYTES;
        external.drop(line);
        dropInner(line);
    }

    private void dropInner(int pa) {
        for (int at = pa; at < pa + ExternalCache.LINE_BYTES; at += 1 << LINE_BITS) {
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

    /** What translated code compares in place of asking: the arrays themselves. */
    public record Tags(int[] instructions, int[] leastRecent, int[] histories, int[] data, int[] external, int[] modified) {}

    public Tags tags() {
        return new Tags(instructions.tags(), instructions.leastRecent(), instructions.histories(), data.tags(), external.tags(), external.modifiedTags());
    }

    /** What happened at once in translated code: moves of fetch to lines and how many of them missed the I-cache, accesses and how many of them missed the D-cache, branches and how many were mispredicted, jumps. */
    public record Counts(int fetches, int fetchMisses, int loads, int loadMisses, int stores, int storeMisses, int branches, int mispredictions, int jumps) {}

    public void count(Counts counts) {
        icacheReferences += counts.fetches;
        icacheMisses += counts.fetchMisses;
        icacheExternalHits += counts.fetchMisses;
        loads += counts.loads;
        loadMisses += counts.loadMisses;
        stores += counts.stores;
        storeMisses += counts.storeMisses;
        externalReferences += counts.fetchMisses + counts.loadMisses + counts.stores;
        branches += counts.branches;
        mispredictions += counts.mispredictions;
        cycles.stallFetch((long) counts.fetchMisses * parameters.icacheMiss());
        cycles.stallData((long) counts.loadMisses * parameters.dcacheMiss() + (long) counts.stores * parameters.store());
        cycles.stallMispredict((long) counts.mispredictions * parameters.mispredict() + (long) counts.jumps * parameters.jump());
    }

    /** Fetch has moved to a line in the I-cache. */
    public void moveTo(int line) {
        fetchLine = line;
        instructions.moveTo(line);
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
            dropLine((int) at);
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

    public BusEvents bus() {
        return bus;
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
        bus.save(out);
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
        bus.load(in);
    }
}
