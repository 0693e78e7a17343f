package dev.lamarck.workloads.evolution;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.lamarck.instrumentation.position.Placement;
import dev.lamarck.kernel.evolve.ChannelMessage;
import dev.lamarck.workloads.world.Content;
import dev.lamarck.workloads.world.Job;
import java.nio.ByteBuffer;

/**
 * A message to the evolution manager. The number is the asker's own; ledger entries name it as their cause.
 *
 * @param argument its meaning depends on the kind
 * @param symbol   the function concerned, or empty
 */
public record EvolutionRequest(int kind, long number, long argument, String symbol) {
    public static EvolutionRequest countCalls(long number, String symbol) {
        return new EvolutionRequest(ChannelMessage.COUNT_CALLS, number, 0, symbol);
    }

    public static EvolutionRequest timeCalls(long number, String symbol) {
        return new EvolutionRequest(ChannelMessage.TIME_CALLS, number, 0, symbol);
    }

    /** Counts the values of one of a function's first six arguments. */
    public static EvolutionRequest profileArgument(long number, String symbol, int index) {
        return new EvolutionRequest(ChannelMessage.PROFILE_ARGUMENT, number, index, symbol);
    }

    /** Specializes a function to a value, of at most 56 bits, of one of its first six arguments. */
    public static EvolutionRequest specialize(long number, String symbol, int index, long value) {
        long bits = value & (1L << ChannelMessage.SPECIALIZE_INDEX_SHIFT) - 1;
        return new EvolutionRequest(ChannelMessage.SPECIALIZE, number, (long) index << ChannelMessage.SPECIALIZE_INDEX_SHIFT | bits, symbol);
    }

    public static EvolutionRequest countBlocks(long number, String symbol) {
        return new EvolutionRequest(ChannelMessage.COUNT_BLOCKS, number, 0, symbol);
    }

    /**
     * Places a root function and its hot callees anew.
     *
     * @param layout one of those in {@link Placement}; {@code seed} is that of a random one, else so many ways of the I-cache behind the
     *               place that the kernel would choose
     * @param window cycles to profile at each step
     */
    public static EvolutionRequest position(long number, String symbol, int layout, int seed, long window) {
        return new EvolutionRequest(ChannelMessage.POSITION, number, placing(layout, seed) | window, symbol);
    }

    /** Profiles a root function and its hot callees. */
    public static EvolutionRequest profileGroup(long number, String symbol, long window) {
        return new EvolutionRequest(ChannelMessage.PROFILE_GROUP, number, window, symbol);
    }

    /** Places the group that was profiled last, which is that of this root. */
    public static EvolutionRequest placeGroup(long number, String symbol, int layout, int seed) {
        return new EvolutionRequest(ChannelMessage.PLACE_GROUP, number, placing(layout, seed), symbol);
    }

    private static long placing(int layout, int seed) {
        return (long) seed << ChannelMessage.POSITION_SEED_SHIFT | (long) layout << ChannelMessage.POSITION_LAYOUT_SHIFT;
    }

    /** Undoes what an earlier request led to. */
    public static EvolutionRequest remove(long number, long earlier) {
        return new EvolutionRequest(ChannelMessage.REMOVE, number, earlier, "");
    }

    /** Undoes all that is in force, whoever asked for it, and ends the policies. */
    public static EvolutionRequest undoAll(long number) {
        return new EvolutionRequest(ChannelMessage.UNDO_ALL, number, 0, "");
    }

    public static EvolutionRequest reportEvery(long number, long cycles) {
        return new EvolutionRequest(ChannelMessage.REPORT_EVERY, number, cycles, "");
    }

    /** Lets a policy evolve the kernel; all policies together may spend so many cycles beside their share, 0 for the default. */
    public static EvolutionRequest evolve(long number, String policy, long budget) {
        return new EvolutionRequest(ChannelMessage.EVOLVE, number, budget, policy);
    }

    /** Kills the manager's thread; a successor finishes what it was about. */
    public static Job.Message killManager(long cycle) {
        return new Job.Message(cycle, Content.EMPTY);
    }

    public static EvolutionRequest compareText(long number) {
        return new EvolutionRequest(ChannelMessage.COMPARE_TEXT, number, 0, "");
    }

    /** Replaces functions by their linked alternatives of a suffix. */
    public static EvolutionRequest useAlternatives(long number, String suffix) {
        return new EvolutionRequest(ChannelMessage.USE_ALTERNATIVES, number, 0, suffix);
    }

    /** Specializes {@code kill_proc} for the signal that a process sent last. */
    public static EvolutionRequest specializeSignals(long number, int sender) {
        return new EvolutionRequest(ChannelMessage.SPECIALIZE_SIGNALS, number, sender, "kill_proc");
    }

    public Job.Message at(long cycle) {
        byte[] name = symbol.getBytes(US_ASCII);
        ByteBuffer message = ByteBuffer.allocate(8 * ChannelMessage.REQUEST_SYMBOL + name.length);
        message.putLong(8 * ChannelMessage.REQUEST, kind);
        message.putLong(8 * ChannelMessage.REQUEST_NUMBER, number);
        message.putLong(8 * ChannelMessage.REQUEST_ARGUMENT, argument);
        message.putLong(8 * ChannelMessage.REQUEST_SYMBOL_LENGTH, name.length);
        message.put(8 * ChannelMessage.REQUEST_SYMBOL, name);
        return new Job.Message(cycle, Content.of(message.array()));
    }
}
