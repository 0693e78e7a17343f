package dev.lamarck.hardware.history;

import dev.lamarck.hardware.machine.Limits;
import dev.lamarck.hardware.machine.Machine;
import dev.lamarck.hardware.machine.Position;
import dev.lamarck.hardware.machine.Stop;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A machine that can go back, as far as where it was when this was made. Between calls it stands before an instruction. All running of the
 * machine goes through here.
 */
public final class Timeline {
    /** Instructions between checkpoints, at first. Doubles when there are too many. */
    private static final long FIRST_SPACING = 4_000_000;
    private static final int MOST_CHECKPOINTS = 48;
    /** Going far back leaves a checkpoint this close behind, as who steps back once does so again. */
    private static final long NEAR = 2_000;

    private final Machine machine;
    private final Recording recording;
    /** In order of their positions; of two at one position the later is a change. */
    private final List<Checkpoint> checkpoints = new ArrayList<>();
    private long spacing = FIRST_SPACING;
    private Checkpoint near;

    /** Of a machine that is connected to nothing but the recording. */
    public Timeline(Machine machine, Recording recording) {
        this.machine = machine;
        this.recording = recording;
        checkpoints.add(checkpoint(null, false));
    }

    public Machine machine() {
        return machine;
    }

    public Position now() {
        return machine.position();
    }

    /** How far back it can go. */
    public Position beginning() {
        return checkpoints.getFirst().position;
    }

    /** Runs on, to limits that nothing is added to. */
    public Stop run(Limits limits) {
        while (true) {
            long due = checkpoints.getLast().position.instructions() + spacing;
            boolean isNear = due < limits.instructions();
            Stop stop = machine.run(isNear ? new Limits(due, limits.cycles()) : limits);
            if (!isNear || !(stop instanceof Stop.InstructionLimit)) {
                return stop;
            }
            checkpoints.add(checkpoint(checkpoints.getLast(), false));
            thin();
        }
    }

    /** One attempt at an instruction. */
    public Stop step() {
        return machine.step();
    }

    /** Goes to a position of this run, before or after, at which it has been or will be. Nobody may be stopping the machine meanwhile. */
    public void seek(Position target) {
        Checkpoint from = latest(target);
        if (now().compareTo(target) > 0 || now().isBefore(from.position)) {
            restore(from);
        }
        if (target.instructions() - machine.instructions() > 2 * NEAR) {
            approach(new Position(target.instructions() - NEAR, 0));
            near = checkpoint(from, false);
        }
        approach(target);
    }

    /** From before a position to it, or to the first after it if it is none; not beyond the end of the run. */
    private void approach(Position target) {
        Stop stop;
        do {
            stop = run(Limits.instructions(target.instructions()));
        } while (stop instanceof Stop.Requested);
        while (now().isBefore(target) && (stop instanceof Stop.InstructionLimit || stop instanceof Stop.Requested)) {
            stop = machine.step();
        }
    }

    /** The attempt before a position; nothing if that is the beginning. */
    public Optional<Position> before(Position position) {
        if (!beginning().isBefore(position)) {
            return Optional.empty();
        }
        Position early = new Position(position.instructions() - 1, 0);
        seek(early.isBefore(beginning()) ? beginning() : early);
        Position last = now();
        while (now().isBefore(position)) {
            last = now();
            machine.step();
        }
        return Optional.of(last);
    }

    /** The last position before another at which something was seen. The machine is anywhere afterwards. */
    public Optional<Position> last(Position before, Sighting sighting) {
        Position end = before;
        for (int i = checkpoints.size() - 1; i >= 0; i--) {
            Checkpoint from = checkpoints.get(i);
            if (from.position.isBefore(end)) {
                restore(from);
                Optional<Position> found = lastOnTheWay(end, sighting);
                if (found.isPresent()) {
                    return found;
                }
                end = from.position;
            }
        }
        return Optional.empty();
    }

    private Optional<Position> lastOnTheWay(Position end, Sighting sighting) {
        Position[] last = new Position[1];
        List<Runnable> watching = sighting.watch(machine, () -> last[0] = now().isBefore(end) ? now() : last[0]);
        approach(end);
        watching.forEach(Runnable::run);
        return Optional.ofNullable(last[0]);
    }

    /** Somebody has changed the machine where it is: what was recorded of its future is void, and going back over this keeps the change. */
    public void changed() {
        Position now = now();
        checkpoints.removeIf(checkpoint -> now.isBefore(checkpoint.position));
        recording.forgetFuture();
        near = null;
        if (checkpoints.getLast().isChange && checkpoints.getLast().position.equals(now)) {
            checkpoints.removeLast();
        }
        checkpoints.add(checkpoint(checkpoints.getLast(), true));
    }

    private Checkpoint latest(Position target) {
        Checkpoint latest = checkpoints.getFirst();
        for (Checkpoint each : checkpoints) {
            latest = target.isBefore(each.position) ? latest : each;
        }
        boolean isNearer = near != null && !target.isBefore(near.position) && latest.position.isBefore(near.position);
        return isNearer ? near : latest;
    }

    private Checkpoint checkpoint(Checkpoint earlier, boolean isChange) {
        return new Checkpoint(machine, recording.cursor(), earlier, isChange);
    }

    private void restore(Checkpoint checkpoint) {
        checkpoint.restoreTo(machine);
        recording.moveTo(checkpoint.cursor);
        recording.typedLater().forEach(machine::type);
    }

    /** Drops every second checkpoint if there are too many, but none that is a change. */
    private void thin() {
        if (checkpoints.size() <= MOST_CHECKPOINTS) {
            return;
        }
        spacing *= 2;
        for (int i = checkpoints.size() - 2; i > 0; i -= 2) {
            if (!checkpoints.get(i).isChange) {
                checkpoints.remove(i);
            }
        }
    }
}
