package dev.lamarck.workloads.evolution;

import dev.lamarck.kernel.evolve.ChannelMessage;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How often an argument had which value, as the kernel counted.
 *
 * @param others calls whose value found no place in the kernel's table
 */
public record ValueHistogram(int id, long cycle, boolean isFinal, long others, SortedMap<Long, Long> counts) {

    /** From a message of kind {@link ChannelMessage#HISTOGRAM}. */
    static ValueHistogram read(ByteBuffer message) {
        SortedMap<Long, Long> counts = new TreeMap<>();
        for (int i = 0; i < word(message, ChannelMessage.HISTOGRAM_PAIRS); i++) {
            counts.put(word(message, ChannelMessage.HISTOGRAM_FIRST + 2 * i), word(message, ChannelMessage.HISTOGRAM_FIRST + 2 * i + 1));
        }
        return new ValueHistogram((int) word(message, ChannelMessage.HISTOGRAM_ID), word(message, ChannelMessage.HISTOGRAM_CYCLE),
                word(message, ChannelMessage.HISTOGRAM_FINAL) != 0, word(message, ChannelMessage.HISTOGRAM_OTHERS),
                Collections.unmodifiableSortedMap(counts));
    }

    private static long word(ByteBuffer message, int position) {
        return message.getLong(8 * position);
    }

    /** All calls counted. */
    public long calls() {
        return others + counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /** The value that was met most often, the smallest of several. */
    public long hottest() {
        return counts.entrySet().stream().max(Map.Entry.<Long, Long>comparingByValue().thenComparing(
                Map.Entry.<Long, Long>comparingByKey().reversed())).orElseThrow().getKey();
    }
}
