package dev.lamarck.hardware.cpu;

import dev.lamarck.hardware.mmu.Mmu;

/** The ASIs that name virtual address spaces, as the accesses they stand for (UltraSPARC-I user's manual, table 8.1). */
final class AccessTable {
    private static final int NUCLEUS = 0x04;
    private static final int AS_IF_USER_PRIMARY = 0x10;
    private static final int AS_IF_USER_SECONDARY = 0x11;
    private static final int PRIMARY = 0x80;
    private static final int SECONDARY = 0x81;
    private static final int PRIMARY_NO_FAULT = 0x82;
    private static final int SECONDARY_NO_FAULT = 0x83;
    private static final int LITTLE_ENDIAN = 8;

    private static final LoadStoreUnit.Access[] LOADS = table(Mmu.Use.LOAD);
    private static final LoadStoreUnit.Access[] STORES = table(Mmu.Use.STORE);

    private AccessTable() {}

    /** Null if the ASI is none of these, or does not allow stores and one is wanted. */
    static LoadStoreUnit.Access of(int asi, boolean privileged, boolean store) {
        return (store ? STORES : LOADS)[asi << 1 | (privileged ? 1 : 0)];
    }

    /** Whether it names a virtual address space for loads and stores of any kind, big-endian. */
    static boolean isPlain(int asi) {
        LoadStoreUnit.Access store = of(asi, true, true);
        return store != null && store.isPlain();
    }

    /** What privileged code sees through an ASI that {@link #isPlain}. */
    static int privilegedView(int asi) {
        return of(asi, true, true).view();
    }

    /** The access that an instruction without an ASI makes. */
    static LoadStoreUnit.Access implicit(Mmu.Space space, boolean privileged, boolean littleEndian, boolean store) {
        int asi = space == Mmu.Space.NUCLEUS ? NUCLEUS : PRIMARY;
        return of(littleEndian ? asi | LITTLE_ENDIAN : asi, privileged, store);
    }

    private static LoadStoreUnit.Access[] table(Mmu.Use use) {
        LoadStoreUnit.Access[] table = new LoadStoreUnit.Access[2 << 8];
        for (int asi = 0; asi < 1 << 8; asi++) {
            for (int privileged = 0; privileged < 2; privileged++) {
                table[asi << 1 | privileged] = access(asi, privileged != 0, use);
            }
        }
        return table;
    }

    private static LoadStoreUnit.Access access(int asi, boolean privileged, Mmu.Use use) {
        boolean little = (asi & LITTLE_ENDIAN) != 0;
        boolean load = use == Mmu.Use.LOAD;
        return switch (asi & ~LITTLE_ENDIAN) {
            case NUCLEUS -> new LoadStoreUnit.Access(Mmu.Space.NUCLEUS, privileged, use, little, asi);
            case AS_IF_USER_PRIMARY -> new LoadStoreUnit.Access(Mmu.Space.PRIMARY, false, use, little, asi);
            case AS_IF_USER_SECONDARY -> new LoadStoreUnit.Access(Mmu.Space.SECONDARY, false, use, little, asi);
            case PRIMARY -> new LoadStoreUnit.Access(Mmu.Space.PRIMARY, privileged, use, little, asi);
            case SECONDARY -> new LoadStoreUnit.Access(Mmu.Space.SECONDARY, privileged, use, little, asi);
            case PRIMARY_NO_FAULT -> load
                    ? new LoadStoreUnit.Access(Mmu.Space.PRIMARY, privileged, Mmu.Use.NO_FAULT_LOAD, little, asi) : null;
            case SECONDARY_NO_FAULT -> load
                    ? new LoadStoreUnit.Access(Mmu.Space.SECONDARY, privileged, Mmu.Use.NO_FAULT_LOAD, little, asi) : null;
            default -> null;
        };
    }
}
