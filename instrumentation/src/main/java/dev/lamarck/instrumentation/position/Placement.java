package dev.lamarck.instrumentation.position;

import dev.lamarck.instrumentation.code.Refusal;
import dev.lamarck.instrumentation.code.Target;
import dev.lamarck.instrumentation.flow.EdgeCounts;
import dev.lamarck.instrumentation.flow.FlowGraph;
import dev.lamarck.instrumentation.flow.FunctionAnalysis;

/**
 * A group of functions laid out in one piece of memory: all jump tables, then the hot parts of all members, root first, then all cold
 * parts. {@link #measure} says how much memory that takes, {@link #place} decides addresses, {@link #emit} writes one member and
 * checks it. Calls among members are bound to each other's new entries.
 */
public final class Placement {
    /** Orders of a member's blocks: chains, hot and cold apart; as they were; at random, to compare with. */
    public static final int CHAINS = 0;
    public static final int ORIGINAL = 1;
    public static final int RANDOM = 2;

    private static final int LINE = 32;
    private static final int ENTRY_ALIGNMENT = 8;

    private final Target target;
    private final FunctionAnalysis analysis;
    private final CodeObject code;
    private final Emission emission = new Emission();
    private final EdgeCounts edges = new EdgeCounts();
    private final Chains chains = new Chains();
    private final LayoutCheck check;
    private final Bindings none = new Bindings();
    private final Bindings calls = new Bindings();
    private final long[] blockCounts = new long[FlowGraph.MAX_BLOCKS];
    private final short[] shuffled = new short[FlowGraph.MAX_BLOCKS];

    private Group group;
    private int layout;
    private long seed;
    private final int[] dataBytes = new int[Group.MAX_MEMBERS];
    private final int[] hotBytes = new int[Group.MAX_MEMBERS];
    private final int[] coldBytes = new int[Group.MAX_MEMBERS];
    private final long[] data = new long[Group.MAX_MEMBERS];
    private final long[] hot = new long[Group.MAX_MEMBERS];
    private final long[] cold = new long[Group.MAX_MEMBERS];
    private int guessedEdges;
    private int allEdges;
    private boolean areRootCallsGuessed;

    public Placement(Target target, FunctionAnalysis analysis) {
        this.target = target;
        this.analysis = analysis;
        code = new CodeObject(target);
        check = new LayoutCheck(target);
    }

    /** Sizes a group's members in a layout and drops those that cannot be moved; null, or why the root cannot. */
    public Refusal measure(Group group, int layout, long seed) {
        this.group = group;
        this.layout = layout;
        this.seed = seed;
        guessedEdges = 0;
        allEdges = 0;
        areRootCallsGuessed = false;
        int member = 0;
        while (member < group.members()) {
            Refusal refusal = prepare(member);
            if (refusal != null && member == 0) {
                return refusal;
            }
            if (refusal != null) {
                group.drop(member);
                continue;
            }
            dataBytes[member] = emission.dataBytes();
            hotBytes[member] = emission.hotBytes();
            coldBytes[member] = emission.coldBytes();
            guessedEdges += edges.guessedEdges();
            allEdges += edges.edges();
            areRootCallsGuessed |= member == 0 && edges.areCallsGuessed();
            member++;
        }
        return null;
    }

    /** Takes a member over, holds that it comes out as it is in its own place, and orders its blocks. */
    private Refusal prepare(int member) {
        Refusal refusal = analysis.analyse(group.function(member));
        FlowGraph graph = analysis.graph();
        if (refusal == null && graph.isEntryTargeted()) {
            refusal = Refusal.ENTRY_IS_LOOP_HEAD;
        }
        if (refusal == null) {
            refusal = code.take(analysis);
        }
        if (refusal == null) {
            refusal = emission.checkInPlace(code, graph, target, none);
        }
        if (refusal != null) {
            return refusal;
        }
        group.counts(member, blockCounts);
        edges.solve(graph, blockCounts);
        emission.begin(code);
        return order(graph, member);
    }

    private Refusal order(FlowGraph graph, int member) {
        if (layout == CHAINS) {
            chains.order(graph, blockCounts, edges, group.rootCalls(member));
            chains.give(emission, code);
            return emission.lay(chains.hotBlocks());
        }
        for (int block = 0; block < graph.blocks(); block++) {
            shuffled[block] = (short) block;
        }
        if (layout == RANDOM) {
            shuffle(graph.blocks(), seed * Group.MAX_MEMBERS + member);
        }
        for (int i = 0; i < graph.blocks(); i++) {
            emission.append(shuffled[i]);
        }
        return emission.lay(graph.blocks());
    }

    /** All blocks but the entry, by a linear congruential sequence (Knuth's MMIX). */
    private void shuffle(int blocks, long start) {
        long state = start;
        for (int i = blocks - 1; i > 1; i--) {
            state = state * 0x5851_F42D_4C95_7F2DL + 0x1405_7B7E_F767_814FL;
            int other = 1 + (int) ((state >>> 33) % i);
            short block = shuffled[i];
            shuffled[i] = shuffled[other];
            shuffled[other] = block;
        }
    }

    /** The size of the whole. */
    public int bytes() {
        return (int) assign(0);
    }

    /** Gives every member its addresses in memory that begins on a line of the I-cache. */
    public void place(long start) {
        assign(start);
        calls.clear();
        for (int member = 0; member < group.members(); member++) {
            calls.bind(target.start(group.function(member)), hot[member]);
        }
    }

    private long assign(long start) {
        long at = start;
        for (int member = 0; member < group.members(); member++) {
            data[member] = at;
            at += dataBytes[member];
        }
        at = at + LINE - 1 & -LINE;
        for (int member = 0; member < group.members(); member++) {
            hot[member] = at;
            at = at + hotBytes[member] + ENTRY_ALIGNMENT - 1 & -ENTRY_ALIGNMENT;
        }
        at = at + LINE - 1 & -LINE;
        for (int member = 0; member < group.members(); member++) {
            cold[member] = at;
            at += coldBytes[member];
        }
        return at;
    }

    /** Writes a member to its addresses and holds that it does what the function does; null, or what is wrong. */
    public Refusal emit(int member) {
        Refusal refusal = prepare(member);
        if (refusal == null) {
            refusal = emission.emit(data[member], hot[member], cold[member], calls);
        }
        if (refusal != null) {
            return refusal;
        }
        for (int i = 0; i < emission.words(); i++) {
            target.write(emission.address(i), emission.word(i));
        }
        for (int at = 0; at < dataBytes[member]; at += 4) {
            target.write(data[member] + at, emission.dataWord(at));
        }
        target.flush(hot[member], hotBytes[member]);
        target.flush(cold[member], coldBytes[member]);
        return check.check(analysis.graph(), calls, hot[member], hotBytes[member], cold[member], coldBytes[member]);
    }

    /** The words of the member emitted last, with their origins. */
    public Emission emission() {
        return emission;
    }

    public long hot(int member) {
        return hot[member];
    }

    public int hotBytes(int member) {
        return hotBytes[member];
    }

    public long cold(int member) {
        return cold[member];
    }

    public int coldBytes(int member) {
        return coldBytes[member];
    }

    /** How many edges of all members there are, and how many of them had to be guessed. */
    public int edges() {
        return allEdges;
    }

    public int guessedEdges() {
        return guessedEdges;
    }

    /** Whether the calls of the root had to be guessed too, in which case another root should be taken. */
    public boolean areRootCallsGuessed() {
        return areRootCallsGuessed;
    }
}
