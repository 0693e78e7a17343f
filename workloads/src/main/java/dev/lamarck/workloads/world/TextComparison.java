package dev.lamarck.workloads.world;

import dev.lamarck.kernel.evolve.ChannelMessage;
import java.nio.ByteBuffer;

/**
 * The manager's answer to a request to compare text with its copy from before the first change, and what is left of its changes.
 *
 * @param ownObjects objects of the evolution's own classes in the kernel's heap
 * @param kmemBytes  of the kernel's heap that are in use, by whomever
 */
public record TextComparison(long cycle, long words, long different, long firstDifferent, long entriesInForce, long entriesFolded,
        long patchBytes, long ownObjects, long kmemBytes) {
    /** From a message of kind {@link ChannelMessage#TEXT}. */
    public static TextComparison read(long cycle, ByteBuffer message) {
        return new TextComparison(cycle, word(message, ChannelMessage.TEXT_WORDS), word(message, ChannelMessage.TEXT_DIFFERENT),
                word(message, ChannelMessage.TEXT_FIRST), word(message, ChannelMessage.TEXT_ENTRIES), word(message, ChannelMessage.TEXT_FOLDED),
                word(message, ChannelMessage.TEXT_PATCH_BYTES), word(message, ChannelMessage.TEXT_OWN_OBJECTS),
                word(message, ChannelMessage.TEXT_KMEM_BYTES));
    }

    private static long word(ByteBuffer message, int position) {
        return message.getLong(Long.BYTES * position);
    }

    /** Whether text is as it was and nothing is held any more. */
    public boolean allUndone() {
        return different == 0 && entriesInForce == 0 && patchBytes == 0 && ownObjects == 0;
    }
}
