package dev.lamarck.hardware.device;

import dev.lamarck.hardware.snapshot.SnapshotReader;
import dev.lamarck.hardware.snapshot.SnapshotWriter;
import java.util.List;
import java.util.function.IntSupplier;

/**
 * Device 1. Periodic; each period is lengthened by a seeded uniform 0 … JITTER − 1, so that a seed picks the preemption points. Each
 * processor has one, and finds its own in the registers.
 */
public final class Timer implements Device {
    static final int PERIOD = 0x00;
    static final int JITTER = 0x08;
    static final int NOW = 0x10;

    private final EventQueue events;
    private final InterruptController interrupts;
    private final List<SeededRandom> randoms;
    private final IntSupplier accessing;
    private final long[] period;
    private final long[] jitter;

    /** {@code randoms}: one for each processor; {@code accessing}: the number of the processor that accesses a register. */
    public Timer(EventQueue events, InterruptController interrupts, List<SeededRandom> randoms, IntSupplier accessing) {
        this.events = events;
        this.interrupts = interrupts;
        this.randoms = randoms;
        this.accessing = accessing;
        period = new long[randoms.size()];
        jitter = new long[randoms.size()];
        for (int i = 0; i < period.length; i++) {
            int processor = i;
            events.setAction(EventQueue.Kind.TIMER, processor, () -> expire(processor));
        }
    }

    @Override
    public long read(int register) {
        int processor = accessing.getAsInt();
        return switch (register) {
            case PERIOD -> period[processor];
            case JITTER -> jitter[processor];
            case NOW -> events.now();
            default -> 0;
        };
    }

    @Override
    public void write(int register, long value) {
        int processor = accessing.getAsInt();
        switch (register) {
            case PERIOD -> {
                period[processor] = Math.max(value, 0);
                arm(processor);
            }
            case JITTER -> jitter[processor] = Math.max(value, 0);
            default -> { }
        }
    }

    private void arm(int processor) {
        if (period[processor] == 0) {
            events.cancel(EventQueue.Kind.TIMER, processor);
        } else {
            long longer = jitter[processor] == 0 ? 0 : randoms.get(processor).nextBelow(jitter[processor]);
            events.schedule(EventQueue.Kind.TIMER, processor, events.now() + period[processor] + longer);
        }
    }

    private void expire(int processor) {
        arm(processor);
        interrupts.raise(InterruptSource.TIMER, processor);
    }

    @Override
    public void save(SnapshotWriter out) {
        out.putLongs(period);
        out.putLongs(jitter);
        randoms.forEach(random -> random.save(out));
    }

    @Override
    public void load(SnapshotReader in) {
        in.getLongs(period);
        in.getLongs(jitter);
        randoms.forEach(random -> random.load(in));
    }
}
