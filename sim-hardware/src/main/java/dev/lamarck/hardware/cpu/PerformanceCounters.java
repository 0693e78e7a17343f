package dev.lamarck.hardware.cpu;

import dev.lamarck.hardware.cache.CycleCounter;
import dev.lamarck.hardware.cache.TimingModel;
import dev.lamarck.hardware.snapshot.SnapshotReader;
import dev.lamarck.hardware.snapshot.SnapshotWriter;
import dev.lamarck.hardware.snapshot.Stateful;

/**
 * %pcr and %pic with the event numbers of the UltraSPARC-I (user's manual, appendix B). Both counters are differences of the
 * machine's own counts: what was counted in the modes that %pcr selects. Events that the timing model does not have count
 * nothing, and in functional mode only cycles and instructions count.
 */
final class PerformanceCounters implements Stateful {
    private static final int PRIVILEGED_ACCESS = 1;
    private static final int COUNT_SYSTEM = 1 << 1;
    private static final int COUNT_USER = 1 << 2;
    private static final long CONTROL_BITS = 0x78F7;

    private final ProcessorState state;
    private final CycleCounter clock;
    private final TimingModel timing;
    private long control;
    /** What has been counted, and where the machine's counts stood then. */
    private int count0;
    private int count1;
    private long since0;
    private long since1;
    private boolean counting;

    PerformanceCounters(ProcessorState state, CycleCounter clock, TimingModel timing) {
        this.state = state;
        this.clock = clock;
        this.timing = timing;
    }

    void requireAccess() {
        if ((control & PRIVILEGED_ACCESS) != 0 && !state.isPrivileged()) {
            throw GuestTrap.of(TrapType.PRIVILEGED_ACTION);
        }
    }

    long control() {
        return control;
    }

    void setControl(long value) {
        settle();
        control = value & CONTROL_BITS;
        restart();
    }

    /** PIC1 in the high half, PIC0 in the low. */
    long read() {
        settle();
        restart();
        return (long) count1 << 32 | count0 & 0xFFFF_FFFFL;
    }

    void write(long value) {
        count0 = (int) value;
        count1 = (int) (value >>> 32);
        restart();
    }

    /** The processor has entered or left privileged mode. Cheap while nothing is selected. */
    void modeChanged() {
        if (areSelected()) {
            settle();
            restart();
        }
    }

    /** Whether a change of mode makes them look at the machine's counts. */
    boolean areSelected() {
        return (control & (COUNT_SYSTEM | COUNT_USER)) != 0;
    }

    private void settle() {
        if (counting) {
            count0 += (int) (event0() - since0);
            count1 += (int) (event1() - since1);
        }
    }

    private void restart() {
        counting = (control & (state.isPrivileged() ? COUNT_SYSTEM : COUNT_USER)) != 0;
        since0 = event0();
        since1 = event1();
    }

    private long event0() {
        int selected = (int) control >>> 4 & 15;
        return switch (selected) {
            case 0 -> clock.now();
            case 1 -> clock.instructions;
            case 2 -> clock.icacheStall();
            default -> timing == null ? 0 : cacheEvent0(selected);
        };
    }

    private long cacheEvent0(int selected) {
        return switch (selected) {
            case 8 -> timing.icacheReferences();
            case 9 -> timing.loads();
            case 10 -> timing.stores();
            case 11 -> clock.dataStall();
            case 12 -> timing.externalReferences();
            case 13 -> timing.bus().upgrades();
            case 14 -> timing.bus().invalidations();
            case 15 -> timing.loadMisses() - timing.bus().readMisses();
            default -> 0;
        };
    }

    private long event1() {
        int selected = (int) control >>> 11 & 15;
        return switch (selected) {
            case 0 -> clock.now();
            case 1 -> clock.instructions;
            case 2 -> clock.mispredictStall();
            default -> timing == null ? 0 : cacheEvent1(selected);
        };
    }

    private long cacheEvent1(int selected) {
        return switch (selected) {
            case 8 -> timing.icacheReferences() - timing.icacheMisses();
            case 9 -> timing.loads() - timing.loadMisses();
            case 10 -> timing.stores() - timing.storeMisses();
            case 12 -> timing.externalReferences() - timing.externalMisses();
            case 13 -> timing.bus().writeBacks();
            case 14 -> timing.bus().copyBacks();
            case 15 -> timing.icacheExternalHits();
            default -> 0;
        };
    }

    @Override
    public void save(SnapshotWriter out) {
        out.putLong(control);
        out.putInt(count0);
        out.putInt(count1);
        out.putLong(since0);
        out.putLong(since1);
        out.putBoolean(counting);
    }

    @Override
    public void load(SnapshotReader in) {
        control = in.getLong();
        count0 = in.getInt();
        count1 = in.getInt();
        since0 = in.getLong();
        since1 = in.getLong();
        counting = in.getBoolean();
    }
}
