package dev.lamarck.hardware.cpu;

import dev.lamarck.hardware.cache.TimingModel;
import dev.lamarck.hardware.device.DeviceBus;
import dev.lamarck.hardware.device.EventQueue;
import dev.lamarck.hardware.device.SeededRandom;
import dev.lamarck.hardware.isa.PlainAccess;
import dev.lamarck.hardware.memory.BigEndian;
import dev.lamarck.hardware.memory.PhysicalMemory;
import dev.lamarck.hardware.mmu.Mmu;
import dev.lamarck.hardware.mmu.SoftTlb;
import dev.lamarck.hardware.snapshot.SnapshotReader;
import dev.lamarck.hardware.snapshot.SnapshotWriter;

/**
 * Loads and stores of the implicit address space, and the physical accesses that everything else ends in. What goes through
 * at once does after one compare in the soft TLB, which proves translation, permission, alignment, and for stores that nothing was
 * predecoded from the page, and one in the cache; the rest is {@link #translate} and {@link #storePhysical}.
 */
final class LoadStoreUnit {
    /** No physical address: the access does not go through at once. */
    static final int NOT_AT_ONCE = -1;
    /** Nor one: the soft TLB knows the page now. */
    static final int KNOWN = -2;
    // ASIs.
    private static final int PRIMARY = 0x80;
    private static final int PRIMARY_NO_FAULT = 0x82;

    private final ProcessorState state;
    private final Mmu mmu;
    private final byte[] ram;
    private final CodePages code;
    private final DeviceBus bus;
    /** Null in functional mode. */
    private TimingModel timing;
    private final SoftTlb loads;
    private final SoftTlb stores;
    private final Runnable bringClockUpToDate;
    /** Null if everybody sees a store at once. */
    private StoreBuffer delayed;
    private final DataWatch watched = new DataWatch();

    /** Number of the implicit data space in the soft TLB. */
    private int space;
    /** The same for spaces that instructions name, by {@link Access#view}; none while the soft TLB cannot answer for them. */
    private int[] named;

    LoadStoreUnit(
            ProcessorState state, Mmu mmu, PhysicalMemory memory, CodePages code, DeviceBus bus, TimingModel timing,
            Runnable bringClockUpToDate) {
        this.state = state;
        this.mmu = mmu;
        this.ram = memory.bytes();
        this.code = code;
        this.bus = bus;
        this.timing = timing;
        this.loads = mmu.loads();
        this.stores = mmu.stores();
        this.bringClockUpToDate = bringClockUpToDate;
    }

    /** Null in functional mode. */
    void use(TimingModel model) {
        timing = model;
    }

    /** The mode, trap level, a context or translation itself changed. */
    void modeChanged() {
        boolean plain = (state.pstate & (Pstate.LITTLE_ENDIAN | Pstate.ADDRESS_MASK)) == 0;
        space = plain ? mmu.dataSpace(Mmu.implicitView(state.tl > 0, state.isPrivileged())) : Mmu.noSpace();
        named = mmu.namedDataSpaces(plain && state.isPrivileged());
    }

    DataWatch watched() {
        return watched;
    }

    Mmu.Space implicitSpace() {
        return state.tl > 0 ? Mmu.Space.NUCLEUS : Mmu.Space.PRIMARY;
    }

    // ---- accesses that need nothing but their cache line

    /** What the soft TLB must hold for an access of the implicit space. */
    long key(long va, int size) {
        return SoftTlb.key(va, space, size);
    }

    /** The same for a doubleword of a space that the instruction names, in privileged mode. */
    long namedKey(long va, int view) {
        return SoftTlb.key(va, named[view], Long.BYTES);
    }

    /** Number of the implicit data space in the soft TLB. */
    int space() {
        return space;
    }

    /**
     * The same of a space that an instruction names, for loads, else for stores; none if the soft TLB cannot answer for it. A page that it knows is one that
     * loads without faults see like others.
     */
    int namedSpace(int asi, boolean load) {
        int plain = load && (asi & ~1) == PRIMARY_NO_FAULT ? asi - PRIMARY_NO_FAULT + PRIMARY : asi;
        if (!AccessTable.isPlain(plain)) {
            return Mmu.noSpace();
        }
        boolean isImplicit = plain == PRIMARY && state.tl == 0;
        return state.isPrivileged() ? named[AccessTable.privilegedView(plain)] : isImplicit ? space : Mmu.noSpace();
    }

    /** Below this physical address RAM may be loaded from by its physical address, doublewords at once. */
    int physicalEnd() {
        boolean plain = state.isPrivileged() && delayed == null && !watched.isOn() && !mmu.watchpoints().areOn();
        return plain ? ram.length - Long.BYTES + 1 : 0;
    }

    /** The physical address of a load that goes through at once, which then is counted; negative for another. */
    int loadAtOnce(long va, long key) {
        if (loads.keys[SoftTlb.index(va)] != key) {
            return NOT_AT_ONCE;
        }
        int pa = loads.physical(va);
        return timing == null || timing.loadAtOnce(va, pa) ? pa : NOT_AT_ONCE;
    }

    /** The same for a store. */
    int storeAtOnce(long va, long key) {
        if (stores.keys[SoftTlb.index(va)] != key) {
            return NOT_AT_ONCE;
        }
        int pa = stores.physical(va);
        return timing == null || timing.storeAtOnce(va, pa) ? pa : NOT_AT_ONCE;
    }

    /**
     * Tells the soft TLB of the page of an access that it does not know, as the access itself would; nothing else of it happens. @return {@link #KNOWN}; or the
     * trap that the access has; or {@link #NOT_AT_ONCE} if something else has to be looked at
     */
    int refill(long va, PlainAccess wanted) {
        SoftTlb known = wanted.store() ? stores : loads;
        boolean isPlain = space != Mmu.noSpace() && delayed == null && !mmu.watchpoints().areOn() && (va & wanted.size() - 1) == 0;
        if (!isPlain || wanted.floating() && !state.isFloatingEnabled() || isIn(known, va)) {
            return NOT_AT_ONCE;
        }
        Access access = implicitAccess(wanted.store());
        long pa = mmu.translateData(va, access.space, access.privileged, access.use, access.asi);
        if (pa < 0) {
            return (int) ~pa;
        }
        if (!wanted.store() || isRam(pa, wanted.size()) && !code.isCode((int) pa)) {
            remember(known, va, pa, access);
        }
        return isIn(known, va) ? KNOWN : NOT_AT_ONCE;
    }

    /** Whether the soft TLB knows the page of an access, which is aligned: so it is done without a trap, to RAM. */
    boolean isKnown(long va, PlainAccess wanted) {
        return (va & wanted.size() - 1) == 0 && isIn(wanted.store() ? stores : loads, va);
    }

    /** A load that {@link #isKnown}. */
    long loadKnown(long va, int size) {
        return loadRam(cached(va, loads.physical(va)), size);
    }

    /** A store that is. */
    void storeKnown(long va, int size, long value) {
        writeRam(written(va, stores.physical(va)), size, value);
    }

    private boolean isIn(SoftTlb known, long va) {
        return known.keys[SoftTlb.index(va)] == key(va, 1);
    }

    /** The bytes from a physical address on to the end of its doubleword, from the highest bit on. */
    long readAligned(int pa) {
        return read64(pa & -Long.BYTES) << (pa << 3);
    }

    long read8(int pa) {
        return ram[pa] & 0xff;
    }

    long read16(int pa) {
        return (short) BigEndian.SHORT.get(ram, pa) & 0xffff;
    }

    long read32(int pa) {
        return (int) BigEndian.INT.get(ram, pa) & 0xFFFF_FFFFL;
    }

    long read64(int pa) {
        return (long) BigEndian.LONG.get(ram, pa);
    }

    void write8(int pa, long value) {
        ram[pa] = (byte) value;
    }

    void write16(int pa, long value) {
        BigEndian.SHORT.set(ram, pa, (short) value);
    }

    void write32(int pa, long value) {
        BigEndian.INT.set(ram, pa, (int) value);
    }

    void write64(int pa, long value) {
        BigEndian.LONG.set(ram, pa, value);
    }

    // ---- all accesses

    /** Of the implicit space. */
    long load(long va, int size) {
        return load(va, size, implicitAccess(false));
    }

    void store(long va, int size, long value) {
        store(va, size, value, implicitAccess(true));
    }

    private int cached(long va, int pa) {
        if (timing != null) {
            timing.load(va, pa);
        }
        return pa;
    }

    private int written(long va, int pa) {
        if (timing != null) {
            timing.store(va, pa);
        }
        return pa;
    }

    private Access implicitAccess(boolean store) {
        boolean little = (state.pstate & Pstate.LITTLE_ENDIAN) != 0;
        return AccessTable.implicit(implicitSpace(), state.isPrivileged(), little, store);
    }

    int implicitAsi() {
        return implicitAccess(false).asi;
    }

    /** How an access is made: which context, with which rights, for what, in which byte order, and by which ASI. */
    record Access(Mmu.Space space, boolean privileged, Mmu.Use use, boolean littleEndian, int asi, int view, boolean isPlain) {
        /** {@code isPlain}: what the soft TLB can answer for, once it holds the page. */
        Access(Mmu.Space space, boolean privileged, Mmu.Use use, boolean littleEndian, int asi) {
            this(space, privileged, use, littleEndian, asi, space.view(privileged), !littleEndian);
        }
    }

    /** A load of 1, 2, 4 or 8 bytes, zero-extended. */
    long load(long va, int size, Access access) {
        checkAlignment(va, size);
        long effective = masked(va);
        if (isKnown(loads, effective, size, access)) {
            return loadKnown(effective, size);
        }
        checkWatched(effective, size, access, true, false);
        long pa = translate(effective, access);
        remember(loads, effective, pa, access);
        return swap(loadPhysical(effective, pa, size), size, access);
    }

    void store(long va, int size, long value, Access access) {
        checkAlignment(va, size);
        long effective = masked(va);
        if (isKnown(stores, effective, size, access)) {
            storeKnown(effective, size, value);
            return;
        }
        checkWatched(effective, size, access, false, true);
        long pa = translate(effective, access);
        if (isRam(pa, size) && !code.isCode((int) pa)) {
            remember(stores, effective, pa, access);
        }
        storePhysical(effective, pa, size, swap(value, size, access));
    }

    /** The trap of an address that is not aligned, which the MMU remembers (UM 6.9.5). */
    GuestTrap misaligned(long va, int trapType) {
        mmu.recordAddress(va, implicitSpace(), state.isPrivileged(), implicitAsi(), false);
        return GuestTrap.of(trapType);
    }

    /** The trap of an access by an ASI that does not exist, or not for it. */
    GuestTrap refused(long va, int asi, Mmu.Use use) {
        return GuestTrap.of(mmu.refuseData(va, implicitSpace(), state.isPrivileged(), use, asi));
    }

    /** Traps if the virtual address is watched, as it does before translation is even tried (UM table 7.1). */
    void checkWatched(long va, int size, Access access, boolean loads, boolean stores) {
        if (mmu.watchpoints().areOn() && mmu.watchpoints().hitVirtual(va, size, loads, stores)) {
            mmu.recordAddress(va, access.space, access.privileged, access.asi, stores);
            throw GuestTrap.of(TrapType.VIRTUAL_WATCHPOINT);
        }
    }

    private void checkPhysical(long va, long pa, int size, boolean store) {
        if (mmu.watchpoints().areOn() && mmu.watchpoints().hitPhysical(pa, size, store)) {
            mmu.recordAddress(va, implicitSpace(), state.isPrivileged(), implicitAsi(), store);
            throw GuestTrap.of(TrapType.PHYSICAL_WATCHPOINT);
        }
    }

    void checkAlignment(long va, int size) {
        if ((va & size - 1) != 0) {
            throw misaligned(va, TrapType.ADDRESS_NOT_ALIGNED);
        }
    }

    private long masked(long va) {
        return (state.pstate & Pstate.ADDRESS_MASK) == 0 ? va : va & 0xFFFF_FFFFL;
    }

    long translate(long va, Access access) {
        long pa = mmu.translateData(va, access.space, access.privileged, access.use, access.asi);
        if (pa < 0) {
            throw GuestTrap.of((int) ~pa);
        }
        return pa;
    }

    /** Whether the soft TLB answers for an access with an ASI: window spills and fills are such, so it matters. */
    private boolean isKnown(SoftTlb tlb, long va, int size, Access access) {
        return access.isPlain
                && tlb.keys[SoftTlb.index(va)] == SoftTlb.key(va, mmu.dataSpace(access.view), size);
    }

    /** Only what is plain: RAM that nobody watches, neither from outside nor the program, the same for all kinds of loads, big-endian, and whose stores do not wait. */
    private void remember(SoftTlb tlb, long va, long pa, Access access) {
        if (isPlain(pa) && access.isPlain && mmu.isPlainPage()) {
            tlb.put(va, mmu.dataSpace(access.space, access.privileged), pa);
        }
    }

    private boolean isPlain(long pa) {
        return delayed == null && !mmu.watchpoints().areOn() && isRam(pa, 1) && !watched.covers(pa);
    }

    /** Software has put an entry into the data TLB: most likely for the page that was missed, whose access comes again. The soft TLBs know the page at once. */
    void inserted() {
        long pa = mmu.missedAddress(false);
        if (pa < 0 || !isPlain(pa)) {
            return;
        }
        mmu.loads().put(mmu.missedPage(), mmu.missedSpace(), pa);
        if (mmu.missedAddress(true) >= 0 && !code.isCode((int) pa)) {
            mmu.stores().put(mmu.missedPage(), mmu.missedSpace(), pa);
        }
    }

    private long swap(long value, int size, Access access) {
        boolean little = access.littleEndian != mmu.invertsEndianness();
        return little ? Long.reverseBytes(value) >>> 64 - 8 * size : value;
    }

    private boolean isRam(long pa, int size) {
        return pa <= ram.length - size;
    }

    /** {@code va} decides where the D-cache looks. */
    long loadPhysical(long va, long pa, int size) {
        checkPhysical(va, pa, size, false);
        if (isRam(pa, size)) {
            if (timing != null) {
                timing.load(va, (int) pa);
            }
            watched.loaded((int) pa, size);
            return delayed != null && delayed.forwards((int) pa, size) ? delayed.read((int) pa, size) : loadRam((int) pa, size);
        }
        reachDevice(pa, size);
        return bus.read(pa);
    }

    private long loadRam(int pa, int size) {
        return switch (size) {
            case 1 -> read8(pa);
            case 2 -> read16(pa);
            case 4 -> read32(pa);
            default -> read64(pa);
        };
    }

    void storePhysical(long va, long pa, int size, long value) {
        checkPhysical(va, pa, size, true);
        if (isRam(pa, size)) {
            if (delayed != null) {
                bringClockUpToDate.run();
                delayed.add(va, (int) pa, size, value);
            } else {
                storeNow(va, (int) pa, size, value);
            }
            watched.stored((int) pa, size);
        } else {
            reachDevice(pa, size);
            bus.write(pa, value);
        }
    }

    private void storeNow(long va, int pa, int size, long value) {
        if (timing != null) {
            timing.store(va, pa);
        }
        storeRam(pa, size, value);
    }

    private void writeRam(int pa, int size, long value) {
        switch (size) {
            case 1 -> write8(pa, value);
            case 2 -> write16(pa, value);
            case 4 -> write32(pa, value);
            default -> write64(pa, value);
        }
    }

    private void storeRam(int pa, int size, long value) {
        writeRam(pa, size, value);
        if (code.isCode(pa) && !mayBeStale()) {
            code.invalidate(pa, size);
            if (timing != null) {
                timing.dropInstructions(pa);
            }
        }
    }

    /** Whether what has been fetched stays what it is in spite of own stores. */
    private boolean mayBeStale() {
        return timing != null && timing.holdsWords();
    }

    /**
     * FLUSH (V9 A.20): fetch sees the stores before it, for the doubleword's line leaves the I-cache (UM 8.3.2). Where fetch sees what is in
     * memory in any case, the address is not looked at.
     */
    void flush(long va) {
        drainStores();
        if (mayBeStale()) {
            long pa = translate(masked(va), implicitAccess(false));
            if (isRam(pa, 1)) {
                timing.dropInstructions((int) pa);
            }
        }
    }

    // ---- stores that wait

    /** From now on stores wait for up to so many cycles. */
    void delayStores(EventQueue events, int processor, SeededRandom random, long longest) {
        delayed = new StoreBuffer(events, processor, random, longest, this::storeNow);
    }

    boolean delaysStores() {
        return delayed != null;
    }

    /** Everybody sees all stores before what comes next: a barrier, an atomic access, a device, a trap. */
    void drainStores() {
        if (delayed != null) {
            delayed.drain();
        }
    }

    void saveStores(SnapshotWriter out) {
        if (delayed != null) {
            delayed.save(out);
        }
    }

    void loadStores(SnapshotReader in) {
        if (delayed != null) {
            delayed.load(in);
        }
    }

    private void reachDevice(long pa, int size) {
        if (!bus.answers(pa, size)) {
            throw GuestTrap.of(TrapType.DATA_ACCESS_ERROR);
        }
        drainStores();
        if (timing != null) {
            timing.uncached();
        }
        bringClockUpToDate.run();
    }
}
