package dev.lamarck.workloads.evolution;

import dev.lamarck.kernel.evolve.ChannelMessage;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;

/** How often the blocks of a function ran while they were counted, by the addresses at which they begin. */
public record BlockCounts(int id, long cycle, Map<Long, Long> executions) {
    static BlockCounts read(ByteBuffer message) {
        Map<Long, Long> executions = new TreeMap<>();
        for (int block = 0; block < word(message, ChannelMessage.BLOCKS_COUNT); block++) {
            int at = ChannelMessage.BLOCKS_FIRST + 2 * block;
            executions.put(word(message, at), word(message, at + 1));
        }
        return new BlockCounts((int) word(message, ChannelMessage.BLOCKS_ID), word(message, ChannelMessage.BLOCKS_CYCLE), executions);
    }

    private static long word(ByteBuffer message, int position) {
        return message.getLong(8 * position);
    }
}
