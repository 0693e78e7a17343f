package dev.lamarck.kernel.evolve;

import dev.lamarck.instrumentation.snippet.CountValues;
import dev.lamarck.kernel.driver.Channel;
import dev.lamarck.toolchain.magic.Magic;
import dev.lamarck.toolchain.magic.Memory;

/** Reading of the table that {@link CountValues} fills while it is read. */
@Magic
final class ValueTable {
    private ValueTable() {}

    static void send(Channel channel, Annotation annotation, long cycle, int isFinal) {
        long table = annotation.counters();
        int pairs = pairs(table);
        channel.begin();
        channel.put(annotation.entry.id);
        channel.put(cycle);
        channel.put(isFinal);
        channel.put(count(table, CountValues.SLOTS));
        channel.put(pairs);
        for (int i = 0; i < pairs; i++) {
            channel.put(value(table, i));
            channel.put(count(table, i));
        }
        channel.send(ChannelMessage.HISTOGRAM);
    }

    /** How many values have a slot. */
    static int pairs(long table) {
        int pairs = 0;
        while (pairs < CountValues.SLOTS && Memory.load64(slot(table, pairs)) != 0) {
            pairs++;
        }
        return pairs;
    }

    static long value(long table, int pair) {
        return Memory.load64(slot(table, pair)) - 1;
    }

    static long count(long table, int pair) {
        return Memory.load64(slot(table, pair) + 8);
    }

    private static long slot(long table, int pair) {
        return table + (long) pair * CountValues.PAIR_BYTES;
    }
}
