package dev.lamarck.workloads.world;

import dev.lamarck.kernel.evolve.ChannelMessage;
import dev.lamarck.toolchain.link.Image;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A record of the kernel's ledger: an entry has come into a state, as the kernel told the lab in that cycle.
 *
 * @param parent     the entry that this one is a part of, 0 if none
 * @param cause      number of the request that led to it
 * @param point      the changed word's place as {@code symbol+0xoffset}; the function's symbol for an entry that only has parts
 * @param address    the changed word, 0 for an entry that only has parts
 * @param patch      the code that the word leads to now, 0 if none
 * @param patchWords that code
 */
public record Change(long id, long parent, long cause, String kind, String state, long cycle, String point, long address,
        int wordBefore, int wordAfter, long patch, List<Integer> patchWords) {

    public Change {
        patchWords = List.copyOf(patchWords);
    }

    /** Reads a message of kind {@link ChannelMessage#LEDGER}. */
    static Change decode(byte[] message, Image kernel) {
        ByteBuffer words = ByteBuffer.wrap(message);
        long function = word(words, ChannelMessage.LEDGER_FUNCTION);
        long address = word(words, ChannelMessage.LEDGER_ADDRESS);
        return new Change(word(words, ChannelMessage.LEDGER_ID), word(words, ChannelMessage.LEDGER_PARENT),
                word(words, ChannelMessage.LEDGER_CAUSE), kind((int) word(words, ChannelMessage.LEDGER_KIND)),
                state((int) word(words, ChannelMessage.LEDGER_STATE)), word(words, ChannelMessage.LEDGER_CYCLE),
                point(address == 0 ? function : address, kernel), address, (int) word(words, ChannelMessage.LEDGER_WORD_BEFORE),
                (int) word(words, ChannelMessage.LEDGER_WORD_AFTER), word(words, ChannelMessage.LEDGER_PATCH), patchWords(words));
    }

    private static long word(ByteBuffer words, int index) {
        return words.getLong(index * Long.BYTES);
    }

    private static List<Integer> patchWords(ByteBuffer words) {
        int count = (int) word(words, ChannelMessage.LEDGER_PATCH_BYTES) / Integer.BYTES;
        List<Integer> patch = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            patch.add(words.getInt(ChannelMessage.LEDGER_PATCH_WORDS * Long.BYTES + i * Integer.BYTES));
        }
        return patch;
    }

    private static String kind(int kind) {
        return switch (kind) {
            case ChannelMessage.COUNT_CALLS -> "count-calls";
            case ChannelMessage.TIME_CALLS -> "time-calls";
            default -> "kind-" + kind;
        };
    }

    private static String state(int state) {
        return switch (state) {
            case ChannelMessage.INSTALLED -> "installed";
            case ChannelMessage.REMOVED -> "removed";
            case ChannelMessage.RECLAIMED -> "reclaimed";
            default -> "state-" + state;
        };
    }

    private static String point(long address, Image kernel) {
        return kernel.functionAt(address).map(f -> f.name() + (address == f.address() ? "" : "+0x" + Long.toHexString(address - f.address())))
                .orElse("0x" + Long.toHexString(address));
    }
}
