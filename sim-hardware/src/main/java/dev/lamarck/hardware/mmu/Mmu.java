package dev.lamarck.hardware.mmu;

import dev.lamarck.hardware.snapshot.SnapshotReader;
import dev.lamarck.hardware.snapshot.SnapshotWriter;
import dev.lamarck.hardware.snapshot.Stateful;
import java.util.Arrays;

/**
 * Contexts, the two TLBs and their registers. A translation returns a physical address, or the complement of a trap type after
 * it has set the fault registers. With translation off, virtual is physical.
 */
public final class Mmu implements Stateful {
    // Trap types (V9 table 14, UM table 7.1).
    public static final int INSTRUCTION_ACCESS_EXCEPTION = 0x08;
    public static final int DATA_ACCESS_EXCEPTION = 0x30;
    public static final int INSTRUCTION_MISS = 0x64;
    public static final int DATA_MISS = 0x68;
    public static final int DATA_PROTECTION = 0x6c;

    // Bits of the LSU control register (UM A.6).
    public static final long INSTRUCTION_TRANSLATION = 1 << 2;
    public static final long DATA_TRANSLATION = 1 << 3;
    private static final long LSU_CONTROL_BITS = 0xF | Watchpoints.CONTROL;

    private static final int CONTEXT_BITS = 0x1FFF;
    private static final long PAGE = -1L << 13;
    private static final long PHYSICAL_BITS = 0x1FF_FFFF_FFFFL;

    /** One page's worth of what the processor is allowed to do with it. */
    public enum Use { LOAD, NO_FAULT_LOAD, STORE }

    /** Which context register names the space. The ordinal is the CT field of the fault status. */
    public enum Space {
        PRIMARY, SECONDARY, NUCLEUS;

        private static final Space[] ALL = values();

        /** Number of the space as seen with or without privilege; {@link Mmu#dataSpace(int)} takes it. */
        public int view(boolean privileged) {
            return ordinal() << 1 | (privileged ? 1 : 0);
        }
    }

    private static final int NUCLEUS_VIEW = Space.NUCLEUS.view(false);
    private static final int[] UNKNOWN_SPACES = new int[2 * Space.ALL.length];

    static {
        Arrays.fill(UNKNOWN_SPACES, SpaceNumbers.none());
    }

    private final SoftTlb loads = new SoftTlb();
    private final SoftTlb stores = new SoftTlb();
    private final SoftTlb fetches = new SoftTlb();
    private final SpaceNumbers numbers = new SpaceNumbers();
    /** Numbers in soft TLB keys by {@link Space#view}, renewed whenever a context or translation itself changes. */
    private final int[] dataSpaces = new int[2 * Space.ALL.length];
    private final int[] fetchSpaces = new int[2 * Space.ALL.length];
    private final Runnable changed;

    final Tlb instructionTlb;
    final Tlb dataTlb;
    final FaultRegisters instructionFaults = new FaultRegisters();
    final FaultRegisters dataFaults = new FaultRegisters();
    private final Watchpoints watchpoints = new Watchpoints();

    private long lsuControl;
    private int primaryContext;
    private int secondaryContext;
    /** The entry that the last translation of a data access found; 0 if translation was off. */
    private long lastData;
    /** Of the data access that last missed the TLB: its page, and the space as it saw it. */
    private long missedPage;
    private Space missedSpace = Space.PRIMARY;
    private boolean missedPrivileged;

    /** {@code changed} is called when an instruction page or a space may no longer be what it was. */
    public Mmu(int instructionEntries, int dataEntries, Runnable changed) {
        this.changed = changed;
        instructionTlb = new Tlb(instructionEntries, new Tlb.Listener() {
            @Override
            public void dropped(long va, long length) {
                fetches.drop(va, length);
                changed.run();
            }

            @Override
            public void droppedAll() {
                fetches.clear();
                changed.run();
            }
        });
        dataTlb = new Tlb(dataEntries, new Tlb.Listener() {
            @Override
            public void dropped(long va, long length) {
                loads.drop(va, length);
                stores.drop(va, length);
            }

            @Override
            public void droppedAll() {
                loads.clear();
                stores.clear();
            }
        });
        renewSpaces();
    }

    public SoftTlb loads() {
        return loads;
    }

    public SoftTlb stores() {
        return stores;
    }

    public SoftTlb fetches() {
        return fetches;
    }

    public long lsuControl() {
        return lsuControl;
    }

    public void setLsuControl(long value) {
        boolean watched = watchpoints.areOn();
        lsuControl = value & LSU_CONTROL_BITS;
        watchpoints.setControl(lsuControl);
        if (watchpoints.areOn() && !watched) {
            loads.clear();
            stores.clear();
        }
        spacesChanged();
    }

    /** While they are on nothing may be put into the soft TLBs of data. */
    public Watchpoints watchpoints() {
        return watchpoints;
    }

    public boolean translatesData() {
        return (lsuControl & DATA_TRANSLATION) != 0;
    }

    public boolean translatesInstructions() {
        return (lsuControl & INSTRUCTION_TRANSLATION) != 0;
    }

    public int context(Space space) {
        return switch (space) {
            case PRIMARY -> primaryContext;
            case SECONDARY -> secondaryContext;
            case NUCLEUS -> 0;
        };
    }

    void setPrimaryContext(long value) {
        primaryContext = (int) value & CONTEXT_BITS;
        spacesChanged();
    }

    void setSecondaryContext(long value) {
        secondaryContext = (int) value & CONTEXT_BITS;
        spacesChanged();
    }

    /** The translation of a data access by an instruction that names {@code asi}, explicitly or not. */
    public long translateData(long va, Space space, boolean privileged, Use use, int asi) {
        if (!translatesData()) {
            lastData = 0;
            return va & PHYSICAL_BITS;
        }
        if (isOutOfRange(va)) {
            return dataFault(DATA_ACCESS_EXCEPTION, FaultRegisters.OUT_OF_RANGE, va, space, privileged, use, asi);
        }
        int entry = dataTlb.find(va, context(space));
        if (entry == Tlb.NONE) {
            dataFaults.setTagAccess(va, context(space));
            missedPage = va & PAGE;
            missedSpace = space;
            missedPrivileged = privileged;
            return ~DATA_MISS;
        }
        long tte = dataTlb.data(entry);
        if ((tte & Tte.PRIVILEGED) != 0 && !privileged) {
            return dataFault(DATA_ACCESS_EXCEPTION, FaultRegisters.PRIVILEGE, va, space, privileged, use, asi);
        }
        if ((tte & Tte.NO_FAULT_ONLY) != 0 && use != Use.NO_FAULT_LOAD) {
            return dataFault(DATA_ACCESS_EXCEPTION, FaultRegisters.NO_FAULT_PAGE, va, space, privileged, use, asi);
        }
        if ((tte & Tte.SIDE_EFFECT) != 0 && use == Use.NO_FAULT_LOAD) {
            return dataFault(DATA_ACCESS_EXCEPTION, FaultRegisters.SPECULATIVE, va, space, privileged, use, asi);
        }
        if ((tte & Tte.WRITABLE) == 0 && use == Use.STORE) {
            dataFaults.setProtectedPage(Tte.isWide(tte));
            return dataFault(DATA_PROTECTION, 0, va, space, privileged, use, asi);
        }
        dataTlb.markUsed(entry);
        lastData = tte;
        return Tte.physicalAddress(tte, va);
    }

    /** Whether the page of the last successful translation of a data access inverts the byte order. */
    public boolean invertsEndianness() {
        return (lastData & Tte.INVERT_ENDIANNESS) != 0;
    }

    /** Whether that page is the same for all loads: neither with side effects nor for loads without faults only, nor does it invert the byte order. */
    public boolean isPlainPage() {
        return isPlain(lastData);
    }

    private static boolean isPlain(long tte) {
        return (tte & (Tte.INVERT_ENDIANNESS | Tte.SIDE_EFFECT | Tte.NO_FAULT_ONLY)) == 0;
    }

    /** The address of the page that a data access last missed the TLB for. */
    public long missedPage() {
        return missedPage;
    }

    /** Number of the space that this access was made to, as it saw it. */
    public int missedSpace() {
        return dataSpace(missedSpace, missedPrivileged);
    }

    /**
     * Its physical address by now, if such loads, or loads and stores, do nothing any more but to be translated: the entry counts as used, and the page is plain.
     * Otherwise −1.
     */
    public long missedAddress(boolean store) {
        int entry = translatesData() ? dataTlb.find(missedPage, context(missedSpace)) : Tlb.NONE;
        if (entry == Tlb.NONE || !dataTlb.isUsed(entry)) {
            return -1;
        }
        long tte = dataTlb.data(entry);
        boolean isAllowed = ((tte & Tte.PRIVILEGED) == 0 || missedPrivileged) && ((tte & Tte.WRITABLE) != 0 || !store);
        return isAllowed && isPlain(tte) ? Tte.physicalAddress(tte, missedPage) : -1;
    }

    /** A data access that the processor itself refuses, such as one by an ASI that does not exist. */
    public int refuseData(long va, Space space, boolean privileged, Use use, int asi) {
        return (int) ~dataFault(DATA_ACCESS_EXCEPTION, FaultRegisters.ILLEGAL_ASI, va, space, privileged, use, asi);
    }

    /** The address of a data access, or target of a jump, is not aligned; or it is watched. */
    public void recordAddress(long va, Space space, boolean privileged, int asi, boolean write) {
        dataFaults.record(0, asi, space.ordinal(), privileged, write);
        dataFaults.setAddress(va);
    }

    private long dataFault(
            int trapType, int faultType, long va, Space space, boolean privileged, Use use, int asi) {
        dataFaults.setTagAccess(va, context(space));
        dataFaults.record(faultType, asi, space.ordinal(), privileged, use == Use.STORE);
        dataFaults.setAddress(va);
        return ~trapType;
    }

    public long translateFetch(long va, Space space, boolean privileged) {
        if (!translatesInstructions()) {
            return va & PHYSICAL_BITS;
        }
        if (isOutOfRange(va)) {
            return fetchFault(FaultRegisters.OUT_OF_RANGE, va, space, privileged);
        }
        int entry = instructionTlb.find(va, context(space));
        if (entry == Tlb.NONE) {
            instructionFaults.setTagAccess(va, context(space));
            return ~INSTRUCTION_MISS;
        }
        long tte = instructionTlb.data(entry);
        if ((tte & Tte.PRIVILEGED) != 0 && !privileged) {
            return fetchFault(FaultRegisters.PRIVILEGE, va, space, privileged);
        }
        instructionTlb.markUsed(entry);
        return Tte.physicalAddress(tte, va);
    }

    private long fetchFault(int faultType, long va, Space space, boolean privileged) {
        instructionFaults.setTagAccess(va, context(space));
        instructionFaults.record(faultType, 0, space.ordinal(), privileged, false);
        return ~INSTRUCTION_ACCESS_EXCEPTION;
    }

    /** The address lies in the hole between the halves of the 44-bit space (UM 4.2). */
    private static boolean isOutOfRange(long va) {
        return va << 20 >> 20 != va;
    }

    /** The physical address of a data (else instruction) address in a context if a TLB holds it, or −1. Changes nothing. */
    public long look(long va, int context, boolean data) {
        if (!(data ? translatesData() : translatesInstructions())) {
            return va & PHYSICAL_BITS;
        }
        Tlb tlb = data ? dataTlb : instructionTlb;
        int entry = tlb.find(va, context);
        return entry == Tlb.NONE ? -1 : Tte.physicalAddress(tlb.data(entry), va);
    }

    /** The space of data accesses in a soft TLB key. */
    public int dataSpace(Space space, boolean privileged) {
        return dataSpaces[space.view(privileged)];
    }

    /** The same by {@link Space#view}. */
    public int dataSpace(int view) {
        return dataSpaces[view];
    }

    /** {@link #dataSpace(int)} of all views, kept up to date; or as many spaces that no soft TLB ever has. */
    public int[] namedDataSpaces(boolean known) {
        return known ? dataSpaces : UNKNOWN_SPACES;
    }

    /** The space of fetches in a soft TLB key, by {@link Space#view}. */
    public int fetchSpace(int view) {
        return fetchSpaces[view];
    }

    /** The {@link Space#view} of what accesses name that name none: the nucleus space while there is a trap, else the primary one. */
    public static int implicitView(boolean trapped, boolean privileged) {
        return (trapped ? NUCLEUS_VIEW : 0) | (privileged ? 1 : 0);
    }

    /** A space that no soft TLB ever has. */
    public static int noSpace() {
        return SpaceNumbers.none();
    }

    private void spacesChanged() {
        renewSpaces();
        changed.run();
    }

    private void renewSpaces() {
        if (numbers.runOutAfter(dataSpaces.length)) {
            numbers.restart();
            loads.clear();
            stores.clear();
            fetches.clear();
        }
        for (Space space : Space.ALL) {
            for (boolean privileged : new boolean[] {false, true}) {
                int number = numbers.of(context(space), privileged);
                dataSpaces[space.view(privileged)] = translatesData() ? number : numbers.untranslated();
                fetchSpaces[space.view(privileged)] = translatesInstructions() ? number : numbers.untranslated();
            }
        }
    }

    /** Empties the engine's own cache of loads, as some page's are to be noticed. */
    public void forgetLoads() {
        loads.clear();
    }

    /** Empties the engine's own cache of stores, as some page may no longer be written without notice. */
    public void forgetStores() {
        stores.clear();
    }

    @Override
    public void save(SnapshotWriter out) {
        out.putLong(lsuControl);
        out.putInt(primaryContext);
        out.putInt(secondaryContext);
        instructionTlb.save(out);
        dataTlb.save(out);
        instructionFaults.save(out);
        dataFaults.save(out);
        watchpoints.save(out);
    }

    @Override
    public void load(SnapshotReader in) {
        lsuControl = in.getLong();
        primaryContext = in.getInt();
        secondaryContext = in.getInt();
        instructionTlb.load(in);
        dataTlb.load(in);
        instructionFaults.load(in);
        dataFaults.load(in);
        watchpoints.load(in);
        watchpoints.setControl(lsuControl);
        renewSpaces();
    }
}
