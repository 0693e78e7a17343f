package dev.lamarck.workloads.evolution;

import dev.lamarck.kernel.evolve.ChannelMessage;
import java.nio.ByteBuffer;

/**
 * A group of functions that code positioning placed.
 *
 * @param id                 of the ledger entry that its versions are parts of
 * @param guessedEdges       those of the edges whose counts the block counts did not determine
 * @param areCallsGuessed    whether the calls of the root are such a guess
 */
public record PlacedGroup(int id, long cause, int members, int edges, int guessedEdges, boolean areCallsGuessed) {
    static PlacedGroup read(ByteBuffer message) {
        return new PlacedGroup((int) word(message, ChannelMessage.PLACED_ID), word(message, ChannelMessage.PLACED_CAUSE),
                (int) word(message, ChannelMessage.PLACED_MEMBERS), (int) word(message, ChannelMessage.PLACED_EDGES),
                (int) word(message, ChannelMessage.PLACED_GUESSED_EDGES), word(message, ChannelMessage.PLACED_CALLS_GUESSED) != 0);
    }

    private static long word(ByteBuffer message, int position) {
        return message.getLong(8 * position);
    }
}
