package dev.lamarck.hardware.machine;

import dev.lamarck.hardware.snapshot.SnapshotReader;
import dev.lamarck.hardware.snapshot.SnapshotWriter;
import dev.lamarck.hardware.snapshot.Stateful;
import java.util.Optional;

/**
 * How a machine in timing mode comes quickly to what is to be measured. It begins in functional mode; at an instruction, or after the one that
 * sets a marker, timing begins with cold caches; some instructions later these are warm, and what is counted from there on is what
 * was asked for.
 */
final class FastForward implements Stateful {
    static final String NONE = "none";
    static final String MARKER = "marker:";

    enum Stage { FUNCTIONAL, WARMING, MEASURING }

    /** The number of instructions, or no such number. */
    private final long target;
    /** Empty for a number of instructions. */
    private final Optional<Long> marker;
    private final long warmUp;
    private Stage stage = Stage.FUNCTIONAL;
    private boolean isMarked;
    /** Instructions at the moment when timing began. */
    private long began;
    /** What had been counted when measuring began; null before. */
    private Counters before;

    /** {@code moment}: a number of instructions, or {@code marker:} and a marker's value. */
    FastForward(String moment, long warmUp) {
        marker = moment.startsWith(MARKER) ? Optional.of(Long.parseLong(moment.substring(MARKER.length()))) : Optional.empty();
        target = marker.isPresent() ? Long.MAX_VALUE : Long.parseLong(moment);
        this.warmUp = warmUp;
    }

    boolean isFunctional() {
        return stage == Stage.FUNCTIONAL;
    }

    /** The guest sets a marker. */
    void marked(long value) {
        isMarked |= isFunctional() && marker.filter(awaited -> awaited == value).isPresent();
    }

    /** The number of instructions before which the present stage does not end. */
    long end() {
        return switch (stage) {
            case FUNCTIONAL -> target;
            case WARMING -> began + warmUp;
            case MEASURING -> Long.MAX_VALUE;
        };
    }

    /** Whether the present stage has come to its end, before the next instruction. */
    boolean isOver(long instructions) {
        return instructions >= end() || isMarked && isFunctional();
    }

    /** Goes on to the next stage. */
    void advance(Counters now) {
        if (isFunctional()) {
            began = now.instructions();
            stage = Stage.WARMING;
        } else {
            before = now;
            stage = Stage.MEASURING;
        }
    }

    /** What was counted before measuring began; nothing if it has not begun. */
    Optional<Counters> before() {
        return Optional.ofNullable(before);
    }

    @Override
    public void save(SnapshotWriter out) {
        out.putInt(stage.ordinal());
        out.putBoolean(isMarked);
        out.putLong(began);
        if (stage == Stage.MEASURING) {
            before.save(out);
        }
    }

    @Override
    public void load(SnapshotReader in) {
        stage = Stage.values()[in.getInt()];
        isMarked = in.getBoolean();
        began = in.getLong();
        before = stage == Stage.MEASURING ? Counters.load(in) : null;
    }
}
