package dev.lamarck.workloads.world;

import dev.lamarck.kernel.evolve.ChannelMessage;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A ledger entry's change of state, as the kernel reported it.
 *
 * @param parent     the entry that this one is part of, 0 if none
 * @param cause      the number of the request that led to it
 * @param address    of the word changed, 0 in an entry that only has parts
 * @param wordBefore what the word was before this change, {@code wordAfter} what it was then
 * @param patch      where the word now leads to, 0 if nowhere, and the instructions there
 * @param verdict    a trial's, in the states that are one; else null
 */
public record LedgerChange(int id, int parent, long cause, Kind kind, State state, long cycle, long function, long address,
        int wordBefore, int wordAfter, long patch, List<Integer> patchWords, Verdict verdict) {

    /** What was asked for: the request's kind. */
    public enum Kind {
        COUNT_CALLS(ChannelMessage.COUNT_CALLS), TIME_CALLS(ChannelMessage.TIME_CALLS), COUNT_BLOCKS(ChannelMessage.COUNT_BLOCKS),
        POSITION(ChannelMessage.POSITION), USE_ALTERNATIVES(ChannelMessage.USE_ALTERNATIVES), EVOLVE(ChannelMessage.EVOLVE), TIME_RUNNING(ChannelMessage.TIME_RUNNING),
        SPECIALIZE_SIGNALS(ChannelMessage.SPECIALIZE_SIGNALS),
        PROFILE_ARGUMENT(ChannelMessage.PROFILE_ARGUMENT), SPECIALIZE(ChannelMessage.SPECIALIZE);

        private final int request;

        Kind(int request) {
            this.request = request;
        }

        private static Kind of(long request) {
            return Arrays.stream(values()).filter(kind -> kind.request == request).findFirst().orElseThrow(
                    () -> new IllegalStateException("a ledger entry of kind " + request + ", which no request has"));
        }
    }

    /** {@code REMOVED} is out of the text while threads may still be in the patch; {@code RECLAIMED} is out of memory too. */
    public enum State {
        INSTALLED(ChannelMessage.INSTALLED), REMOVED(ChannelMessage.REMOVED), RECLAIMED(ChannelMessage.RECLAIMED),
        /** By a guard, and about to be removed. */
        REVERTED(ChannelMessage.REVERTED),
        /** A trial's verdict: it gains and stays, or it does not and is out. */
        KEPT(ChannelMessage.KEPT), REFUSED(ChannelMessage.REFUSED_BY_TRIAL),
        /** By a successor of the manager's thread, which was killed in the midst of it; about to be removed. */
        UNDONE(ChannelMessage.UNDONE);

        private final int code;

        State(int code) {
            this.code = code;
        }

        private static State of(long code) {
            return Arrays.stream(values()).filter(state -> state.code == code).findFirst().orElseThrow(
                    () -> new IllegalStateException("a ledger entry in state " + code + ", which there is not"));
        }
    }

    /** From a message of kind {@link ChannelMessage#LEDGER}. */
    public static LedgerChange read(ByteBuffer message) {
        int patchBytes = (int) word(message, ChannelMessage.LEDGER_PATCH_BYTES);
        int firstWord = 8 * ChannelMessage.LEDGER_PATCH_WORDS;
        State state = State.of(word(message, ChannelMessage.LEDGER_STATE));
        return new LedgerChange((int) word(message, ChannelMessage.LEDGER_ID), (int) word(message, ChannelMessage.LEDGER_PARENT),
                word(message, ChannelMessage.LEDGER_CAUSE), Kind.of(word(message, ChannelMessage.LEDGER_KIND)),
                state, word(message, ChannelMessage.LEDGER_CYCLE),
                word(message, ChannelMessage.LEDGER_FUNCTION), word(message, ChannelMessage.LEDGER_ADDRESS),
                (int) word(message, ChannelMessage.LEDGER_WORD_BEFORE), (int) word(message, ChannelMessage.LEDGER_WORD_AFTER),
                word(message, ChannelMessage.LEDGER_PATCH),
                IntStream.range(0, patchBytes / 4).mapToObj(i -> message.getInt(firstWord + 4 * i)).toList(),
                isVerdict(state) ? Verdict.read(message) : null);
    }

    private static long word(ByteBuffer message, int position) {
        return message.getLong(8 * position);
    }

    private static boolean isVerdict(State state) {
        return state == State.KEPT || state == State.REFUSED;
    }

    /** With the evidence on which a change was tried. */
    LedgerChange on(Sighting evidence) {
        return verdict == null ? this : new LedgerChange(id, parent, cause, kind, state, cycle, function, address, wordBefore, wordAfter,
                patch, patchWords, verdict.on(evidence));
    }

    /** Whether the change put a snippet into the text or took one out. */
    public boolean changesText() {
        return address != 0 && (state == State.INSTALLED || state == State.REMOVED);
    }
}
