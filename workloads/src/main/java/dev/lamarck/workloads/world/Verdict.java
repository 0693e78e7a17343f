package dev.lamarck.workloads.world;

import dev.lamarck.kernel.evolve.ChannelMessage;
import dev.lamarck.kernel.evolve.policy.Trial;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * What a trial found of a change. Figures are cycles in a thousand calls of the function, if nothing else is said.
 *
 * @param gain      of the windows with the change over those without that alternate with them; 0 if they were not all measured
 * @param spread    between three windows without the change
 * @param cost      of keeping it, over the calls of a second
 * @param spent     cycles that the manager ran for the attempt up to the verdict
 * @param callsASecond of the function, in the last window
 * @param unevolved the windows without the change, in order; {@code evolved} those with it
 * @param evidence  for which the change was made; null if it is not known
 */
public record Verdict(long gain, long spread, long cost, long spent, long callsASecond, List<Long> unevolved, List<Long> evolved, Sighting evidence) {
    /** From a message of kind {@link ChannelMessage#LEDGER} of which the state is a verdict. */
    static Verdict read(ByteBuffer message) {
        int without = 8 * ChannelMessage.LEDGER_WINDOWS;
        int with = without + 8 + 8 * (int) message.getLong(without);
        return new Verdict(message.getLong(8 * ChannelMessage.LEDGER_GAIN), message.getLong(8 * ChannelMessage.LEDGER_SPREAD),
                message.getLong(8 * ChannelMessage.LEDGER_COST), message.getLong(8 * ChannelMessage.LEDGER_SPENT),
                message.getLong(8 * ChannelMessage.LEDGER_RATE), figures(message, without), figures(message, with), null);
    }

    /** Seconds of the rate that it was tried at until what was spent is earned; nothing if it gains nothing. */
    public OptionalDouble breakEvenSeconds() {
        double earned = gain / (double) Trial.CALLS * callsASecond;
        return earned > 0 ? OptionalDouble.of(spent / earned) : OptionalDouble.empty();
    }

    private static List<Long> figures(ByteBuffer message, int count) {
        return IntStream.rangeClosed(1, (int) message.getLong(count)).mapToObj(i -> message.getLong(count + 8 * i)).toList();
    }

    Verdict on(Sighting seen) {
        return new Verdict(gain, spread, cost, spent, callsASecond, unevolved, evolved, seen);
    }
}
