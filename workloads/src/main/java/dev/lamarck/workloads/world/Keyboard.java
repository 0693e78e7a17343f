package dev.lamarck.workloads.world;

import dev.lamarck.hardware.device.Typed;
import java.util.List;

/** Who types at a guest's terminal: see {@link dev.lamarck.hardware.device.ConsoleHost}, of which these are the questions that only a terminal is asked. */
public interface Keyboard {
    /** Somebody in the guest waits for input of a sort; {@code shown} is what stands in the line already, a prompt. */
    List<Typed> listen(long cycle, int sort, String shown);

    /** What has been typed since the last question. Never waits. */
    default byte[] typed() {
        return Typed.NOTHING;
    }

    /** Lets so much time pass, or less if something is typed. */
    default void rest(long nanoseconds) {}

    /** Whether it is a person. */
    default boolean isAttended() {
        return false;
    }

    /** The one at which nobody sits. */
    static Keyboard silent() {
        return (cycle, sort, shown) -> List.of();
    }
}
