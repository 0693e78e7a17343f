package dev.lamarck.hardware.translate;

import dev.lamarck.hardware.cache.DataCache;
import dev.lamarck.hardware.cache.InstructionCache;
import dev.lamarck.hardware.cache.TimingModel;
import dev.lamarck.hardware.memory.BigEndian;
import dev.lamarck.hardware.mmu.SoftTlb;

/**
 * What translated code sees of a processor: its arrays, what cannot change while a region executes, and what the region leaves behind. The
 * processor derives from it what code calls; each such call does one instruction completely or says that it has done nothing.
 */
public abstract class ProcessorPort {
    private static final int PAGE_BITS = 13;
    private static final long PAGE = -8192;
    private static final long PHYSICAL_BITS = 0x1FF_FFFF_FFFFL;
    private static final int SUB_BLOCK_BITS = 4;
    private static final int EXTERNAL_BITS = 6;
    private static final int PROBABLY_NOT_TAKEN = 1;
    private static final int SURELY_TAKEN = 3;
    private static final int NO_WAY = -1;
    private static final int UNKNOWN = -1;
    /** No address of anything but bytes. */
    static final long NOT_HELD = 1;
    private static final int LOWER_DOUBLES = 16;
    private static final int FCC0_SHIFT = 10;
    /** What a region knows of a line: bit 0 its way, bit 1 that it has been fetched. */
    static final int LINE_STATE_BITS = 2;
    static final long FETCHED = 2;
    private static final long ALL_WAYS = 0x5555_5555_5555_5555L;

    /** Integer registers: that of slot n of the current window is {@code r[window + n]}, but {@code r[globals + n]} if it is a global; ins are in the window before, a stride further in the ring. */
    final long[] r;
    /** Doubles, as bits. */
    final long[] f;
    final byte[] ram;
    /** Of the soft TLBs. */
    final long[] loads;
    final int[] loadDifferences;
    final long[] stores;
    final int[] storeDifferences;

    final Alignment alignment;

    /** Set before a region is entered, kept up to date by it. */
    public int window;
    /** The same, but for what {@link #execute} does to it. */
    public int globals;
    public long ccResult;
    public long ccCarries;

    /** The cycles that may pass, what is {@link #stalled} included; set before the first region of a chain, brought nearer by traps and by accesses that go beyond the E-cache. */
    public int limit;
    /** Set before a region is entered. */
    public long space;
    boolean isFloatingEnabled;
    /** Set before a region is entered: below this physical address doublewords may be loaded by it. */
    public int physicalEnd;
    /** Kept up to date by regions, but for %fcc0, and for what the last operation was if that has been put off: see {@link #settle}. */
    long fsr;
    int fcc0;
    /** Whether floating-point operations may be {@link DeferredOperations}. */
    boolean defers;
    /** The last of them: what it was, and its operands. */
    int last;
    double lastFirst;
    double lastSecond;

    // ---- timing mode

    /** Tags and branch histories of the caches; null in functional mode. */
    final int[] lineTags;
    final int[] leastRecent;
    final int[] histories;
    final int[] dataTags;
    final int[] externalTags;
    final int[] modifiedTags;
    private final long fetchMiss;
    private final long loadMiss;
    private final long misprediction;
    private final long otherMisprediction;

    /** The I-cache line that the region's page begins with. */
    int firstLine;
    /** The line being fetched from: set before, kept up to date. */
    public int line;
    /** Stores that missed the D-cache, in its lower half, as {@link Stalled#at} adds them: cleared before the first region of a chain. */
    public long storeMisses;

    /** The same of what a region adds to: instructions in functional mode, else {@link Passed} and {@link Events}. */
    public int issued;
    public long passed;
    public long events;
    /** {@link Stalled}. */
    public long stalled;
    /** Left behind: where a jump leads. */
    public long target;

    /** Bits of %fprs for registers that the region has written; the processor clears them. */
    public int dirty;

    /** {@code timing} is null in functional mode. */
    protected ProcessorPort(long[] r, long[] f, byte[] ram, SoftTlb loads, SoftTlb stores, Alignment alignment, TimingModel timing) {
        TimingModel.Tags tags = timing == null ? null : timing.tags();
        lineTags = tags == null ? null : tags.instructions();
        leastRecent = tags == null ? null : tags.leastRecent();
        histories = tags == null ? null : tags.histories();
        dataTags = tags == null ? null : tags.data();
        externalTags = tags == null ? null : tags.external();
        modifiedTags = tags == null ? null : tags.modified();
        fetchMiss = timing == null ? 0 : Stalled.byFetchMiss(timing.parameters().icacheMiss());
        loadMiss = timing == null ? 0 : Stalled.byLoadMiss(timing.parameters().dcacheMiss());
        misprediction = timing == null ? 0 : Stalled.byMisprediction(timing.parameters().mispredict());
        otherMisprediction = Stalled.at(1, misprediction);
        this.alignment = alignment;
        this.r = r;
        this.f = f;
        this.ram = ram;
        this.loads = loads.keys;
        this.loadDifferences = loads.differences;
        this.stores = stores.keys;
        this.storeDifferences = stores.differences;
    }

    /** Before a region is entered, and whenever floating point may have been enabled or disabled outside of one. */
    protected final void enableFloating(boolean enable) {
        isFloatingEnabled = enable;
        defers = enable && FloatingOperations.mayBeDeferred(fsr);
    }

    /** What the FSR is. */
    protected final void setFsr(long value) {
        fcc0 = (int) (value >>> FCC0_SHIFT) & 3;
        record(value);
    }

    /** The same but for %fcc0. */
    final void record(long value) {
        fsr = value;
        last = DeferredOperations.SETTLED;
        defers = isFloatingEnabled && FloatingOperations.mayBeDeferred(fsr);
    }

    /** The FSR, with what the last operation was. */
    protected final long settle() {
        if (last != DeferredOperations.SETTLED) {
            FloatingOperations.record(this, DeferredOperations.isExact(this));
        }
        return fsr & ~(3L << FCC0_SHIFT) | (long) fcc0 << FCC0_SHIFT;
    }

    /** Moves to the next window, and {@link #window} with it; whether this needed no trap. */
    protected abstract boolean save();

    /** The same to the previous window. */
    protected abstract boolean restore();

    /** SAVED or RESTORED; whether it is privileged to. */
    protected abstract boolean adjustWindows(boolean saved);

    /** Has a unit execute an instruction that changes nothing but registers; integer ones are in {@link #r}. Whether it did not trap. */
    protected abstract boolean execute(int opcode, int word);

    /** Whether RDPR and WRPR of a privileged register do not trap. */
    protected abstract boolean answersPrivileged(int register);

    /** RDPR of a register that {@link #answersPrivileged}. */
    protected abstract long readPrivileged(int register);

    /** WRPR of such a register, of which nothing but itself changes. */
    protected abstract void writePrivileged(int register, long value);

    /** The number of a space that the instruction names, for loads, else for stores; of none if the soft TLB cannot answer for it. */
    protected abstract long namedSpace(int asi, boolean load);

    /** The same of that in %asi. */
    protected abstract long currentSpace(boolean load);

    /** What {@link #writeMmu} has done: nothing; all; all, and the region has to be left behind it. */
    protected static final int NOTHING = 0;
    protected static final int DONE = 1;
    protected static final int DONE_ANEW = 2;

    /** LDXA of a register of the MMU; whether it has been done. */
    protected abstract boolean readMmu(int word);

    /** STXA to a register of the MMU. */
    protected abstract int writeMmu(int word);

    /** LDDFA or STDFA; whether it has been done. What it does to the caches is counted, and may stall. */
    protected abstract boolean accessDoubles(int word, boolean store);

    // ---- small enough to be inlined: at most 35 bytes of bytecode, so that the JVM's quick compiler does so too

    /** What a region knows of its lines at first: the way of that which is being fetched from, whichever that is. */
    static long unknownLines(ProcessorPort port, int setMask) {
        return port.lineTags[(port.line & setMask) << 1] == port.line ? 0 : ALL_WAYS;
    }

    /**
     * Fetch moves to a line, of which a region knows nothing yet. @return what it knows of its lines then: at {@code shift} that this one is fetched,
     * and its way; or a negative number if not even the E-cache has it and nothing has happened
     */
    static long fetch(ProcessorPort port, int line, int set, long known, int shift) {
        int way = port.lineTags[set << 1] == line ? 0 : port.lineTags[(set << 1) + 1] == line ? 1 : port.fillLine(line, set);
        if (way == NO_WAY) {
            return NO_WAY;
        }
        port.leastRecent[set] = way ^ 1;
        return known & ~((FETCHED | 1) << shift) | (FETCHED | way) << shift;
    }

    /** A line is not in the I-cache: what {@link TimingModel} does if the E-cache has it. @return its way, or none */
    private int fillLine(int wanted, int set) {
        int external = wanted >>> EXTERNAL_BITS - TimingModel.LINE_BITS;
        if (externalTags[external & externalTags.length - 1] != external) {
            return NO_WAY;
        }
        stalled += fetchMiss;
        return InstructionCache.fill(lineTags, leastRecent, histories, wanted, set);
    }

    /** A branch has been decided; a history that is sure of this stays as it is. One that nobody has asked for since its line was filled is {@code initial}. */
    static void taken(ProcessorPort port, int[] histories, int history, int initial) {
        int state = histories[history];
        if (state != SURELY_TAKEN) {
            port.learnTaken(histories, history, state > SURELY_TAKEN ? initial : state);
        }
    }

    private void learnTaken(int[] histories, int history, int state) {
        histories[history] = state + 1;
        if (state <= PROBABLY_NOT_TAKEN) {
            stalled += misprediction;
        }
    }

    static void notTaken(ProcessorPort port, int[] histories, int history, int initial) {
        int state = histories[history];
        if (state != 0) {
            port.learnNotTaken(histories, history, state > SURELY_TAKEN ? initial : state);
        }
    }

    private void learnNotTaken(int[] histories, int history, int state) {
        histories[history] = state - 1;
        if (state > PROBABLY_NOT_TAKEN) {
            stalled += otherMisprediction;
        }
    }

    /** Counts what is in {@link Stalled}. */
    static void stall(ProcessorPort port, long what) {
        port.stalled += what;
    }

    /** Whether the D-cache holds what is loaded from RAM by these addresses. No tag is what −1 shifted without its sign is. */
    static boolean holds(long va, int pa, int[] tags) {
        return tags[(int) va >>> SUB_BLOCK_BITS & tags.length - 1] == pa >>> SUB_BLOCK_BITS;
    }

    /** Whether an access is in the same sub-block as another: {@code mask} leaves out where in it, but not the bits by which both are aligned. */
    static boolean sharesSubBlock(long va, long held, long mask) {
        return ((va ^ held) & mask) == 0;
    }

    /** A load misses the D-cache: what {@link TimingModel} does if the E-cache has the line; whether it has, or else nothing has happened. */
    final boolean fillData(long va, int pa) {
        if (externalTags[pa >>> EXTERNAL_BITS & externalTags.length - 1] != pa >>> EXTERNAL_BITS) {
            return false;
        }
        DataCache.fill(dataTags, (int) (va >>> SUB_BLOCK_BITS) & dataTags.length - 1, pa);
        return true;
    }

    /** A load from RAM, with what it stalls for; whether it has happened. */
    static boolean loaded(ProcessorPort port, long va, int pa) {
        if (holds(va, pa, port.dataTags)) {
            return true;
        }
        boolean fills = port.fillData(va, pa);
        if (fills) {
            stall(port, port.loadMiss);
        }
        return fills;
    }

    /** A store to a line that {@link #isModified}; {@code miss} counts one that misses the D-cache. */
    static void stored(ProcessorPort port, long va, int pa, int[] tags, long miss) {
        if (!holds(va, pa, tags)) {
            port.storeMisses += miss;
        }
    }

    /** The same. @return the address if the D-cache holds it */
    static long storedHeld(ProcessorPort port, long va, int pa, int[] tags, long miss) {
        if (holds(va, pa, tags)) {
            return va;
        }
        port.storeMisses += miss;
        return NOT_HELD;
    }

    /** Whether the E-cache holds the line and it is modified: then the caches do no more for a store than for others to it. */
    static boolean isModified(int pa, int[] modified) {
        return modified[pa >>> EXTERNAL_BITS & modified.length - 1] == pa >>> EXTERNAL_BITS;
    }

    /** Whether the soft TLB knows the page of an access, which is aligned. */
    static boolean finds8(long va, long[] keys, long space) {
        return keys[(int) va >>> PAGE_BITS & keys.length - 1] == (va & (PAGE | 7) | space);
    }

    static boolean finds4(long va, long[] keys, long space) {
        return keys[(int) va >>> PAGE_BITS & keys.length - 1] == (va & (PAGE | 3) | space);
    }

    static boolean finds2(long va, long[] keys, long space) {
        return keys[(int) va >>> PAGE_BITS & keys.length - 1] == (va & (PAGE | 1) | space);
    }

    static boolean finds1(long va, long[] keys, long space) {
        return keys[(int) va >>> PAGE_BITS & keys.length - 1] == (va & PAGE | space);
    }

    /** The physical address of an access that is aligned and most likely in the page of {@code known}, for which the difference of addresses is this; negative if the soft TLB does not know it. */
    static int findNear(long va, long known, int difference, long[] keys, int[] differences, long space) {
        return ((va ^ known) & PAGE) == 0 ? (int) va + difference : findFar(va, keys, differences, space);
    }

    private static int findFar(long va, long[] keys, int[] differences, long space) {
        return finds1(va, keys, space) ? physical(va, differences) : UNKNOWN;
    }

    /** The same of a doubleword in a space that the instruction names: {@code known}, which is aligned, says whether this one is. */
    static int findLoadNear(ProcessorPort port, long va, long known, int difference, int asi) {
        return ((va ^ known) & (PAGE | 7)) == 0 ? (int) va + difference : port.findLoadFar(va, asi);
    }

    static int findStoreNear(ProcessorPort port, long va, long known, int difference, int asi) {
        return ((va ^ known) & (PAGE | 7)) == 0 ? (int) va + difference : port.findStoreFar(va, asi);
    }

    private int findLoadFar(long va, int asi) {
        return finds8(va, loads, namedSpace(asi, true)) ? physical(va, loadDifferences) : UNKNOWN;
    }

    private int findStoreFar(long va, int asi) {
        return finds8(va, stores, namedSpace(asi, false)) ? physical(va, storeDifferences) : UNKNOWN;
    }

    /** The physical address where the soft TLB knows the page. */
    static int physical(long va, int[] differences) {
        return (int) va + differences[(int) va >>> PAGE_BITS & differences.length - 1];
    }

    /** Whether an address is that of an aligned doubleword of RAM; its lower half is that by which RAM is indexed. */
    static boolean findsPhysical(long va, int end) {
        return (va & 7) == 0 && (va & PHYSICAL_BITS) < end;
    }

    static long read8(byte[] ram, int pa) {
        return (long) BigEndian.LONG.get(ram, pa);
    }

    static int read4(byte[] ram, int pa) {
        return (int) BigEndian.INT.get(ram, pa);
    }

    static short read2(byte[] ram, int pa) {
        return (short) BigEndian.SHORT.get(ram, pa);
    }

    static void write8(byte[] ram, int pa, long value) {
        BigEndian.LONG.set(ram, pa, value);
    }

    static void write4(byte[] ram, int pa, long value) {
        BigEndian.INT.set(ram, pa, (int) value);
    }

    static void write2(byte[] ram, int pa, long value) {
        BigEndian.SHORT.set(ram, pa, (short) value);
    }

    static void write1(byte[] ram, int pa, long value) {
        ram[pa] = (byte) value;
    }

    /** Of %fprs: the half of the registers that a double is in. */
    static int half(int number) {
        return 1 << number / LOWER_DOUBLES;
    }

    static long single(long[] f, int n) {
        return (n & 1) == 0 ? f[n >> 1] >>> 32 : f[n >> 1] & 0xFFFF_FFFFL;
    }

    static void setSingle(long[] f, int n, int bits) {
        long pair = f[n >> 1];
        f[n >> 1] = (n & 1) == 0 ? pair & 0xFFFF_FFFFL | (long) bits << 32 : pair & ~0xFFFF_FFFFL | bits & 0xFFFF_FFFFL;
    }
}
