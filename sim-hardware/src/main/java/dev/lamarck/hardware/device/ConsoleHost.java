package dev.lamarck.hardware.device;

import java.util.List;

/**
 * What is outside the machine's console. A stream is read when the guest asks; the person at a terminal types when he likes, and each thing
 * typed arrives at a cycle of its own.
 */
public interface ConsoleHost {
    void write(int octet);

    /** What a program says on its error stream; where nobody tells the two apart, output like the rest. */
    default void writeError(int octet) {
        write(octet);
    }

    /** Of a stream: waits for 1 … {@code limit} bytes of input and returns them, or an empty array at the end of input. */
    byte[] read(long cycle, int limit);

    /** Of a terminal: the guest waits for input of this sort ({@link Console#LISTEN}). @return what is typed in answer, at no cycle before this one */
    default List<Typed> listen(long cycle, int sort) {
        return List.of();
    }

    /** Of a terminal with a person at it: what has been typed since the last question, to arrive in the next cycle. Never waits. */
    default byte[] typed(long cycle) {
        return Typed.NOTHING;
    }

    /** Of a terminal with a person at it: the machine has nothing to do for so long. Returns when that time has passed, or something is typed. */
    default void rest(long nanoseconds) {}

    /** Whether a person may yet type something, for which a machine waits that has nothing else to wait for. */
    default boolean isAttended() {
        return false;
    }
}
