package dev.lamarck.kernel.evolve;

import dev.lamarck.instrumentation.code.Refusal;
import dev.lamarck.instrumentation.flow.CounterPlacement;
import dev.lamarck.instrumentation.flow.FlowGraph;
import dev.lamarck.instrumentation.flow.FunctionAnalysis;
import dev.lamarck.instrumentation.snippet.CountCalls;
import dev.lamarck.kernel.driver.Channel;

/**
 * Block counters in the text: a counter at the first word of every block of a function, or of those from which the others' counts follow;
 * all of them or none.
 */
final class BlockProfiles {
    /** What fits a message. */
    private static final int MOST_BLOCKS = 500;

    private final KernelText text;
    private final FunctionAnalysis analysis;
    private final Splices splices;
    private final Ledger ledger;
    private final Channel channel;
    private final CounterPlacement counters = new CounterPlacement();
    private BlockProfile first;

    BlockProfiles(KernelText text, FunctionAnalysis analysis, Splices splices, Ledger ledger, Channel channel) {
        this.text = text;
        this.analysis = analysis;
        this.splices = splices;
        this.ledger = ledger;
        this.channel = channel;
    }

    /**
     * Begins to count the blocks of the code that is called for a function, for COUNT_BLOCKS each by itself; {@link #latest} counts then.
     * Null, or why not.
     */
    Refusal start(int kind, long cause, int function) {
        Refusal refusal = analysis.analyse(text.versions().current(function));
        if (refusal != null) {
            return refusal;
        }
        FlowGraph graph = analysis.graph();
        if (graph.blocks() > MOST_BLOCKS) {
            return Refusal.TOO_LARGE;
        }
        Step.begin();
        BlockProfile profile = new BlockProfile(ledger.add(0, cause, kind, function, 0, null), graph);
        profile.next = first;
        first = profile;
        Step.end();
        LedgerEntry whole = profile.entry;
        counters.place(graph);
        for (int block = 0; block < profile.blocks && refusal == null; block++) {
            if (kind == ChannelMessage.COUNT_BLOCKS || counters.isCounted(block)) {
                splices.prepare();
                refusal = splices.insert(whole, graph.first(block), new CountCalls(profile.counter(block)));
            }
        }
        if (refusal == null) {
            ledger.record(whole, ChannelMessage.INSTALLED, 0);
        } else {
            profile.isEnding = true;
        }
        return refusal;
    }

    /** Begins to undo what is not settled: what was asked for, or counts for a change that is undone with it. */
    void recover() {
        for (BlockProfile profile = first; profile != null; profile = profile.next) {
            if (!profile.entry.isSettled && !profile.isEnding) {
                ledger.undone(profile.entry);
                profile.isEnding = true;
            }
        }
    }

    /** Copies the counts of a function's blocks out and completes them; the function is the one analysed last. */
    void counts(BlockProfile profile, long[] into) {
        profile.copyTo(into);
        counters.place(analysis.graph());
        counters.complete(into);
    }

    /** The profile started last. */
    BlockProfile latest() {
        return first;
    }

    /** Takes a profile's counters out; they keep their counts until {@link #reclaim} frees them. */
    void end(BlockProfile profile) {
        profile.isEnding = true;
        if (splices.removePartsOf(profile.entry)) {
            ledger.record(profile.entry, ChannelMessage.REMOVED, 0);
        }
    }

    /** Ends the profile that a request led to; null, or why not. */
    Refusal undo(long cause) {
        BlockProfile profile = first;
        while (profile != null && (profile.entry.cause != cause || profile.entry.kind != ChannelMessage.COUNT_BLOCKS || profile.isEnding)) {
            profile = profile.next;
        }
        if (profile == null) {
            return Refusal.NOT_INSTALLED;
        }
        end(profile);
        return null;
    }

    /** Goes on with the removals that had to wait, and frees the profiles of which no splice is left. */
    void reclaim() {
        BlockProfile before = null;
        BlockProfile profile = first;
        while (profile != null) {
            BlockProfile next = profile.next;
            if (profile.isEnding && profile.entry.state != ChannelMessage.REMOVED) {
                end(profile);
            }
            if (profile.entry.state == ChannelMessage.REMOVED && !splices.hasPartsOf(profile.entry)) {
                free(profile, before);
            } else {
                before = profile;
            }
            profile = next;
        }
    }

    /** Whether no removal is under way. */
    boolean areSettled() {
        for (BlockProfile profile = first; profile != null; profile = profile.next) {
            if (profile.isEnding) {
                return false;
            }
        }
        return true;
    }

    private void free(BlockProfile profile, BlockProfile before) {
        if (profile.entry.kind == ChannelMessage.COUNT_BLOCKS) {
            report(profile);
        }
        Step.begin();
        if (before == null) {
            first = profile.next;
        } else {
            before.next = profile.next;
        }
        ledger.note(profile.entry, ChannelMessage.RECLAIMED, 0);
        profile.free();
        Step.end();
        ledger.tell();
    }

    private void report(BlockProfile profile) {
        channel.begin();
        channel.put(profile.entry.id);
        channel.put(Ledger.now());
        channel.put(profile.blocks);
        for (int block = 0; block < profile.blocks; block++) {
            channel.put(profile.address(block));
            channel.put(profile.count(block));
        }
        channel.send(ChannelMessage.BLOCKS);
    }
}
