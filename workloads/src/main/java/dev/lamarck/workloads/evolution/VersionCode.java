package dev.lamarck.workloads.evolution;

import dev.lamarck.kernel.evolve.ChannelMessage;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Words of a version that a ledger entry let stand for a function, as the kernel reported them.
 *
 * @param function the linked function's entry
 * @param words    those of the first part from {@code start} on, then those of the cold part
 * @param origins  the address that each word was made from, 0 if it has no counterpart
 */
public record VersionCode(int id, long function, long start, int bytes, long coldStart, int coldBytes, List<Integer> words,
        List<Long> origins) {

    /** From a message of kind {@link ChannelMessage#CODE}, added to what earlier messages brought. */
    static VersionCode read(ByteBuffer message, List<VersionCode> earlier) {
        int id = (int) word(message, ChannelMessage.CODE_ID);
        boolean isFirst = word(message, ChannelMessage.CODE_FROM) == 0;
        List<Integer> words = new ArrayList<>(isFirst ? List.of() : earlier.getLast().words());
        List<Long> origins = new ArrayList<>(isFirst ? List.of() : earlier.getLast().origins());
        for (int i = 0; i < word(message, ChannelMessage.CODE_COUNT); i++) {
            long both = word(message, ChannelMessage.CODE_WORDS + i);
            words.add((int) (both >>> 32));
            origins.add(both & 0xffff_ffffL);
        }
        return new VersionCode(id, word(message, ChannelMessage.CODE_FUNCTION), word(message, ChannelMessage.CODE_START),
                (int) word(message, ChannelMessage.CODE_BYTES), word(message, ChannelMessage.CODE_COLD_START),
                (int) word(message, ChannelMessage.CODE_COLD_BYTES), List.copyOf(words), List.copyOf(origins));
    }

    private static long word(ByteBuffer message, int position) {
        return message.getLong(8 * position);
    }

    /** Where the word at an index stands. */
    public long address(int index) {
        return index < bytes / 4 ? start + 4L * index : coldStart + 4L * (index - bytes / 4);
    }

    /** Whether all its words have arrived. */
    public boolean isWhole() {
        return words.size() == (bytes + coldBytes) / 4;
    }
}
