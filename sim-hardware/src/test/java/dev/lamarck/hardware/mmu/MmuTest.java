package dev.lamarck.hardware.mmu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamarck.hardware.mmu.Mmu.Space;
import dev.lamarck.hardware.mmu.Mmu.Use;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The MMU through its registers: translation, contexts, protection, replacement, demap, fault registers. */
class MmuTest {
    private static final int DATA = 0x58;
    private static final int DATA_IN = 0x5C;
    private static final int DATA_DEMAP = 0x5F;
    private static final int PRIMARY_CONTEXT = 0x08;
    private static final int TAG_ACCESS = 0x30;
    private static final int ENTRIES = 16;

    private static final long PAGE_8K = Tte.VALID;
    private static final long PAGE_4M = Tte.VALID | 3L << 61;

    private final Mmu mmu = new Mmu(ENTRIES, ENTRIES, () -> {});
    private final MmuRegisters registers = new MmuRegisters(mmu);

    @BeforeEach
    void turnOn() {
        mmu.setLsuControl(Mmu.DATA_TRANSLATION | Mmu.INSTRUCTION_TRANSLATION);
    }

    private void map(long va, int context, long tte) {
        registers.write(DATA, TAG_ACCESS, va | context);
        registers.write(DATA_IN, 0, tte);
    }

    private long load(long va) {
        return mmu.translateData(va, Space.PRIMARY, true, Use.LOAD, 0x80);
    }

    private long register(int offset) {
        return registers.read(DATA, offset).orElseThrow();
    }

    @Test
    void offIsIdentity() {
        mmu.setLsuControl(0);
        assertThat(load(0x1234_5678)).isEqualTo(0x1234_5678);
    }

    @Test
    void pageSizes() {
        map(0x10_0000, 0, PAGE_8K | 0x7_4000);
        map(0x4000_0000, 0, PAGE_4M | 0x80_0000);
        assertThat(load(0x10_1ff8)).isEqualTo(0x7_5ff8);
        assertThat(load(0x10_2000)).isEqualTo(~Mmu.DATA_MISS);
        assertThat(load(0x403f_fff8)).isEqualTo(0xbf_fff8);
    }

    /** 8 KB, 64 KB, 512 KB, 4 MB: within a page all offsets, and the physical page's low bits below its size do not count. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void everyPageSizeEndsWhereItEnds(int code) {
        long size = 0x2000L << 3 * code;
        map(16 * size, 0, Tte.VALID | (long) code << 61 | 32 * size | size - 0x2000);
        assertThat(load(16 * size)).isEqualTo(32 * size);
        assertThat(load(17 * size - 8)).isEqualTo(33 * size - 8);
        assertThat(load(16 * size - 8)).isEqualTo(~Mmu.DATA_MISS);
        assertThat(load(17 * size)).isEqualTo(~Mmu.DATA_MISS);
        registers.write(DATA_DEMAP, 17 * size - 0x2000, 0);
        assertThat(load(16 * size)).as("any of its addresses demaps it").isEqualTo(~Mmu.DATA_MISS);
    }

    @Test
    void aMissLeavesPageAndContextInTagAccess() {
        registers.write(DATA, PRIMARY_CONTEXT, 5);
        assertThat(load(0x12_3456)).isEqualTo(~Mmu.DATA_MISS);
        assertThat(register(TAG_ACCESS)).isEqualTo(0x12_2000 | 5);
    }

    @Test
    void contextsAreApartUnlessTheEntryIsGlobal() {
        map(0x10_0000, 5, PAGE_8K | 0x2_0000);
        map(0x20_0000, 5, PAGE_8K | 0x4_0000 | Tte.GLOBAL);
        assertThat(load(0x10_0000)).as("context 0").isEqualTo(~Mmu.DATA_MISS);
        assertThat(load(0x20_0000)).isEqualTo(0x4_0000);
        registers.write(DATA, PRIMARY_CONTEXT, 5);
        assertThat(load(0x10_0000)).isEqualTo(0x2_0000);
        assertThat(mmu.translateData(0x10_0000, Space.NUCLEUS, true, Use.LOAD, 4)).isEqualTo(~Mmu.DATA_MISS);
    }

    @Test
    void protectionAndPrivilege() {
        map(0x10_0000, 0, PAGE_8K | 0x2_0000 | Tte.PRIVILEGED);
        assertThat(mmu.translateData(0x10_0010, Space.PRIMARY, true, Use.STORE, 0x80)).isEqualTo(~Mmu.DATA_PROTECTION);
        assertThat(register(0x20)).as("fault address").isEqualTo(0x10_0010);
        assertThat(register(0x18) & 0xf).as("privileged, write, valid").isEqualTo(0b1101);
        assertThat(mmu.translateData(0x10_0010, Space.PRIMARY, false, Use.LOAD, 0x80)).isEqualTo(~Mmu.DATA_ACCESS_EXCEPTION);
        assertThat(register(0x18) >>> 7 & 0x7f).as("fault type").isEqualTo(FaultRegisters.PRIVILEGE);
    }

    @Test
    void addressesBetweenTheHalvesFault() {
        assertThat(load(0x0800_0000_0000L)).isEqualTo(~Mmu.DATA_ACCESS_EXCEPTION);
        assertThat(load(0xFFFF_F800_0000_0000L)).isEqualTo(~Mmu.DATA_MISS);
    }

    @Test
    void replacementSparesLockedAndUsedEntries() {
        map(0, 0, PAGE_8K | Tte.LOCKED);
        for (int page = 1; page < ENTRIES; page++) {
            map(page * 0x2000L, 0, PAGE_8K | page * 0x2000L);
        }
        map(0x10_0000, 0, PAGE_8K | 0x10_0000);
        assertThat(load(0)).as("locked").isZero();
        assertThat(load(0x2000)).as("the first unlocked one, when all were used").isEqualTo(~Mmu.DATA_MISS);
        load(0x4000);
        map(0x12_0000, 0, PAGE_8K | 0x12_0000);
        assertThat(load(0x4000)).as("used since").isEqualTo(0x4000);
        assertThat(load(0x6000)).as("not used since").isEqualTo(~Mmu.DATA_MISS);
    }

    /** With nothing but locked entries the last one goes. */
    @Test
    void wherePermissionToReplaceIsMissingTheLastEntryGoes() {
        for (int page = 0; page < ENTRIES; page++) {
            map(page * 0x2000L, 0, PAGE_8K | page * 0x2000L | Tte.LOCKED);
        }
        map(0x10_0000, 0, PAGE_8K | 0x10_0000);
        assertThat(load(0x10_0000)).isEqualTo(0x10_0000);
        assertThat(load((ENTRIES - 1) * 0x2000L)).isEqualTo(~Mmu.DATA_MISS);
        assertThat(load((ENTRIES - 2) * 0x2000L)).isEqualTo((ENTRIES - 2) * 0x2000L);
    }

    /** An entry that is used keeps its bit until all are; an invalid one goes first. */
    @Test
    void theFirstInvalidEntryIsTakenBeforeAnyIsReplaced() {
        for (int page = 0; page < ENTRIES; page++) {
            map(page * 0x2000L, 0, PAGE_8K | page * 0x2000L);
        }
        registers.write(DATA_DEMAP, 5 * 0x2000, 0);
        map(0x10_0000, 0, PAGE_8K | 0x10_0000);
        assertThat(registers.read(0x5E, 5 * 8)).as("tag of entry 5").hasValue(0x10_0000);
        for (int page = 0; page < ENTRIES; page++) {
            assertThat(load(page * 0x2000L)).isEqualTo(page == 5 ? ~Mmu.DATA_MISS : page * 0x2000L);
        }
    }

    /** By the secondary and the nucleus context; global entries stay when a context goes, and go when their page does. */
    @Test
    void demapByEachContextRegister() {
        registers.write(DATA, PRIMARY_CONTEXT, 5);
        registers.write(DATA, 0x10, 6);
        map(0x10_0000, 5, PAGE_8K | 0x2_0000);
        map(0x10_0000, 6, PAGE_8K | 0x4_0000);
        map(0x10_0000, 0, PAGE_8K | 0x6_0000);
        map(0x20_0000, 5, PAGE_8K | 0x8_0000 | Tte.GLOBAL);
        registers.write(DATA_DEMAP, 0x10_0000 | 1 << 4, 0);
        assertThat(mmu.translateData(0x10_0000, Space.SECONDARY, true, Use.LOAD, 0x81)).isEqualTo(~Mmu.DATA_MISS);
        assertThat(load(0x10_0000)).isEqualTo(0x2_0000);
        registers.write(DATA_DEMAP, 1 << 6, 0);
        assertThat(load(0x10_0000)).isEqualTo(~Mmu.DATA_MISS);
        assertThat(load(0x20_0000)).as("global").isEqualTo(0x8_0000);
        assertThat(mmu.translateData(0x10_0000, Space.NUCLEUS, true, Use.LOAD, 4)).isEqualTo(0x6_0000);
        registers.write(DATA_DEMAP, 0x10_0000 | 2 << 4, 0);
        assertThat(mmu.translateData(0x10_0000, Space.NUCLEUS, true, Use.LOAD, 4)).isEqualTo(~Mmu.DATA_MISS);
        registers.write(DATA_DEMAP, 0x20_0000, 0);
        assertThat(load(0x20_0000)).isEqualTo(~Mmu.DATA_MISS);
    }

    /** Non-faulting loads read NFO pages and fault on pages with side effects; everything else the other way round. */
    @Test
    void noFaultOnlyAndSideEffectPages() {
        map(0x10_0000, 0, PAGE_8K | 0x2_0000 | Tte.NO_FAULT_ONLY);
        map(0x20_0000, 0, PAGE_8K | 0x4_0000 | Tte.SIDE_EFFECT);
        assertThat(load(0x10_0000)).isEqualTo(~Mmu.DATA_ACCESS_EXCEPTION);
        assertThat(register(0x18) >>> 7 & 0x7f).isEqualTo(FaultRegisters.NO_FAULT_PAGE);
        assertThat(mmu.translateData(0x10_0000, Space.PRIMARY, true, Use.NO_FAULT_LOAD, 0x82)).isEqualTo(0x2_0000);
        assertThat(load(0x20_0000)).isEqualTo(0x4_0000);
        assertThat(mmu.translateData(0x20_0000, Space.PRIMARY, true, Use.NO_FAULT_LOAD, 0x82)).isEqualTo(~Mmu.DATA_ACCESS_EXCEPTION);
        assertThat(register(0x18) >>> 7 & 0x7f).isEqualTo(FaultRegisters.SPECULATIVE);
    }

    @Test
    void demapOfPagesAndContexts() {
        map(0x10_0000, 0, PAGE_8K | 0x2_0000);
        map(0x20_0000, 0, PAGE_8K | 0x4_0000 | Tte.LOCKED);
        registers.write(DATA_DEMAP, 0x10_0000, 0);
        assertThat(load(0x10_0000)).isEqualTo(~Mmu.DATA_MISS);
        assertThat(load(0x20_0000)).isEqualTo(0x4_0000);
        registers.write(DATA_DEMAP, 1 << 6, 0);
        assertThat(load(0x20_0000)).isEqualTo(~Mmu.DATA_MISS);
    }

    /** Whatever the entry went away by, the engine's own cache must not know it any longer. */
    @Test
    void theSoftTlbForgetsWhatTheTlbForgets() {
        map(0x10_0000, 0, PAGE_8K | 0x2_0000);
        int space = mmu.dataSpace(Space.PRIMARY, true);
        mmu.loads().put(0x10_0000, space, load(0x10_0000));
        assertThat(holds(0x10_0008, space)).isTrue();
        assertThat(holds(0x10_0008, mmu.dataSpace(Space.PRIMARY, false))).as("in user mode").isFalse();
        registers.write(DATA_DEMAP, 0x10_0000, 0);
        assertThat(holds(0x10_0008, space)).isFalse();
    }

    @Test
    void softTlbHitsProveAlignment() {
        int space = mmu.dataSpace(Space.PRIMARY, true);
        mmu.loads().put(0x10_0000, space, 0);
        assertThat(mmu.loads().keys[SoftTlb.index(0x10_0004)]).isNotEqualTo(SoftTlb.key(0x10_0004, space, 8));
    }

    private boolean holds(long va, int space) {
        return mmu.loads().keys[SoftTlb.index(va)] == SoftTlb.key(va, space, 8);
    }

    @Test
    void storageBufferPointers() {
        registers.write(DATA, 0x28, 0x40_0000 | 1 << 12 | 1);
        registers.write(DATA, TAG_ACCESS, 0x1234_6000);
        assertThat(registers.read(0x59, 0)).hasValue(0x40_0000 | (0x1234_6000 >>> 13 & 0x3ff) << 4);
        assertThat(registers.read(0x5A, 0)).hasValue(0x40_0000 | 1 << 14 | (0x1234_6000 >>> 16 & 0x3ff) << 4);
    }
}
