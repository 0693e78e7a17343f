package dev.lamarck.hardware.device;

import dev.lamarck.hardware.snapshot.SnapshotReader;
import dev.lamarck.hardware.snapshot.SnapshotWriter;

/** Device 1. Periodic; each period is lengthened by a seeded uniform 0 … JITTER − 1, so that a seed picks the preemption points. */
public final class Timer implements Device {
    static final int PERIOD = 0x00;
    static final int JITTER = 0x08;
    static final int NOW = 0x10;

    private final EventQueue events;
    private final InterruptController interrupts;
    private final SeededRandom random;
    private long period;
    private long jitter;

    public Timer(EventQueue events, InterruptController interrupts, SeededRandom random) {
        this.events = events;
        this.interrupts = interrupts;
        this.random = random;
        events.setAction(EventQueue.Kind.TIMER, this::expire);
    }

    @Override
    public long read(int register) {
        return switch (register) {
            case PERIOD -> period;
            case JITTER -> jitter;
            case NOW -> events.now();
            default -> 0;
        };
    }

    @Override
    public void write(int register, long value) {
        switch (register) {
            case PERIOD -> {
                period = Math.max(value, 0);
                arm();
            }
            case JITTER -> jitter = Math.max(value, 0);
            default -> { }
        }
    }

    private void arm() {
        if (period == 0) {
            events.cancel(EventQueue.Kind.TIMER);
        } else {
            events.schedule(EventQueue.Kind.TIMER, events.now() + period + (jitter == 0 ? 0 : random.nextBelow(jitter)));
        }
    }

    private void expire() {
        arm();
        interrupts.raise(InterruptSource.TIMER);
    }

    @Override
    public void save(SnapshotWriter out) {
        out.putLong(period);
        out.putLong(jitter);
        random.save(out);
    }

    @Override
    public void load(SnapshotReader in) {
        period = in.getLong();
        jitter = in.getLong();
        random.load(in);
    }
}
