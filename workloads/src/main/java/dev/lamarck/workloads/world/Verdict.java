package dev.lamarck.workloads.world;

import dev.lamarck.kernel.evolve.ChannelMessage;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a trial found of a change. All figures are cycles in a thousand calls of the function.
 *
 * @param gain      of the windows with the change over those without that alternate with them; 0 if they were not all measured
 * @param spread    between three windows without the change
 * @param cost      that the attempt has to earn back in a second
 * @param unevolved the windows without the change, in order; {@code evolved} those with it
 * @param evidence  for which the change was made; null if it is not known
 */
public record Verdict(long gain, long spread, long cost, List<Long> unevolved, List<Long> evolved, Sighting evidence) {
    /** From a message of kind {@link ChannelMessage#LEDGER} of which the state is a verdict. */
    static Verdict read(ByteBuffer message) {
        int without = 8 * ChannelMessage.LEDGER_WINDOWS;
        int with = without + 8 + 8 * (int) message.getLong(without);
        return new Verdict(message.getLong(8 * ChannelMessage.LEDGER_GAIN), message.getLong(8 * ChannelMessage.LEDGER_SPREAD),
                message.getLong(8 * ChannelMessage.LEDGER_COST), figures(message, without), figures(message, with), null);
    }

    private static List<Long> figures(ByteBuffer message, int count) {
        return IntStream.rangeClosed(1, (int) message.getLong(count)).mapToObj(i -> message.getLong(count + 8 * i)).toList();
    }

    Verdict on(Sighting seen) {
        return new Verdict(gain, spread, cost, unevolved, evolved, seen);
    }
}
