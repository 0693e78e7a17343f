package dev.lamarck.workloads.evolution;

import dev.lamarck.kernel.evolve.ChannelMessage;
import java.nio.ByteBuffer;

/**
 * What an annotation had counted at a cycle.
 *
 * @param latencyCycles of all the calls, 0 where only calls are counted
 * @param isFinal       nothing can change it any more
 */
public record Reading(int id, long cycle, long calls, long latencyCycles, boolean isFinal) {
    static Reading read(ByteBuffer message) {
        return new Reading((int) message.getLong(8 * ChannelMessage.READING_ID), message.getLong(8 * ChannelMessage.READING_CYCLE),
                message.getLong(8 * ChannelMessage.READING_CALLS), message.getLong(8 * ChannelMessage.READING_LATENCY),
                message.getLong(8 * ChannelMessage.READING_FINAL) != 0);
    }
}
