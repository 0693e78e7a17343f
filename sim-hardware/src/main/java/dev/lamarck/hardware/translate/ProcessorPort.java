package dev.lamarck.hardware.translate;

import dev.lamarck.hardware.memory.BigEndian;

/**
 * What translated code sees of a processor: its arrays, what cannot change while a region executes, and what the region leaves behind. The
 * processor derives from it what code calls; each such call does one instruction completely or says that it has done nothing.
 */
public abstract class ProcessorPort {
    private static final int INDEX_SHIFT = 12;
    private static final int INDEX_MASK = 1022;
    private static final long PAGE = -8192;

    /** Integer registers: that of slot n of the current window is {@code r[window + n]}. */
    final long[] r;
    /** Doubles, as bits. */
    final long[] f;
    final byte[] ram;
    /** Tables of the soft TLBs. */
    final long[] loads;
    final long[] stores;

    /** Set before a region is entered, kept up to date by it. */
    public int window;
    public long ccResult;
    public long ccCarries;

    /** Set before a region is entered. */
    public int limit;
    public long space;
    public boolean isFloatingEnabled;

    /** Left behind by a region: what it has counted, and where a jump leads. */
    public int issued;
    public int instructions;
    public long events;
    public long target;

    /** Bits of %fprs for registers that the region has written; the processor clears them. */
    public int dirty;

    protected ProcessorPort(long[] r, long[] f, byte[] ram, long[] loads, long[] stores) {
        this.r = r;
        this.f = f;
        this.ram = ram;
        this.loads = loads;
        this.stores = stores;
    }

    /** Moves to the next window, and {@link #window} with it; whether this needed no trap. */
    protected abstract boolean save();

    /** The same to the previous window. */
    protected abstract boolean restore();

    /** SAVED or RESTORED; whether it is privileged to. */
    protected abstract boolean adjustWindows(boolean saved);

    /** Has a unit execute an instruction that changes nothing but registers; integer ones are in {@link #r}. Whether it did not trap. */
    protected abstract boolean execute(int opcode, int word);

    /** A condition on floating-point condition code n. */
    protected abstract boolean holds(int condition, int n);

    /** The number of a space that the instruction names; of none if it needs more than privilege. */
    protected abstract long namedSpace(int asi);

    // ---- small enough to be inlined

    /** The physical address of an aligned access that the soft TLB knows, or −1. */
    static int find8(long va, long[] table, long space) {
        int at = (int) (va >>> INDEX_SHIFT) & INDEX_MASK;
        return table[at] == (va & (PAGE | 7) | space) ? (int) (va + table[at + 1]) : -1;
    }

    static int find4(long va, long[] table, long space) {
        int at = (int) (va >>> INDEX_SHIFT) & INDEX_MASK;
        return table[at] == (va & (PAGE | 3) | space) ? (int) (va + table[at + 1]) : -1;
    }

    static int find2(long va, long[] table, long space) {
        int at = (int) (va >>> INDEX_SHIFT) & INDEX_MASK;
        return table[at] == (va & (PAGE | 1) | space) ? (int) (va + table[at + 1]) : -1;
    }

    static int find1(long va, long[] table, long space) {
        int at = (int) (va >>> INDEX_SHIFT) & INDEX_MASK;
        return table[at] == (va & PAGE | space) ? (int) (va + table[at + 1]) : -1;
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

    static long single(long[] f, int n) {
        return (n & 1) == 0 ? f[n >> 1] >>> 32 : f[n >> 1] & 0xFFFF_FFFFL;
    }

    static void setSingle(long[] f, int n, int bits) {
        long pair = f[n >> 1];
        f[n >> 1] = (n & 1) == 0 ? pair & 0xFFFF_FFFFL | (long) bits << 32 : pair & ~0xFFFF_FFFFL | bits & 0xFFFF_FFFFL;
    }
}
