package dev.lamarck.hardware.history;

import dev.lamarck.hardware.machine.Machine;
import dev.lamarck.hardware.machine.MemoryAccess;
import dev.lamarck.hardware.machine.Position;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongFunction;

/**
 * The last store to bytes of memory before a moment.
 *
 * @param position of the instruction that stored; of a device's store, of the instruction it came before
 * @param pc       of that instruction, or {@link MemoryAccess#DEVICE}
 * @param before   the bytes as they were until then
 * @param after    and as they were left
 */
public record LastWriter(Position position, long cycle, long pc, byte[] before, byte[] after) {

    /** Who wrote memory that now is as it is. Leaves the machine anywhere; empty if it has been so since the beginning. */
    public static Optional<LastWriter> find(Timeline timeline, long pa, int length) {
        Machine machine = timeline.machine();
        byte[] after = machine.readPhysical(pa, length);
        long[] pc = new long[1];
        Optional<Position> found = timeline.last(timeline.now(), (past, seen) -> List.of(past.watchMemory(pa, length, access -> {
            if (access.isStore()) {
                pc[0] = access.pc();
                seen.run();
            }
        })));
        return found.map(position -> {
            // A device stores between the instruction before and this one.
            timeline.seek(pc[0] == MemoryAccess.DEVICE ? timeline.before(position).orElse(position) : position);
            return new LastWriter(position, machine.cycles(), pc[0], machine.readPhysical(pa, length), after);
        });
    }

    /** In a sentence; {@code place} says what is at an address. */
    public String describe(LongFunction<String> place) {
        String who = pc == MemoryAccess.DEVICE ? "a device" : place.apply(pc);
        return String.format(Locale.ROOT, "%s wrote it at cycle %d, after %d instructions: %s -> %s", who, cycle, position.instructions(),
                HexFormat.of().formatHex(before), HexFormat.of().formatHex(after));
    }
}
