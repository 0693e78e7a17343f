package dev.lamarck.instrumentation.position;

import dev.lamarck.instrumentation.code.Refusal;
import dev.lamarck.instrumentation.code.Target;
import dev.lamarck.instrumentation.flow.EdgeCounts;
import dev.lamarck.instrumentation.flow.FlowGraph;
import dev.lamarck.instrumentation.flow.FunctionAnalysis;

/**
 * A group of functions laid out in one piece of memory: all jump tables, then the hot parts of all members, then all cold parts, in one
 * order of members. {@link #measure} says how much memory that takes, {@link #place} decides addresses, {@link #emit} writes one member and
 * checks it. Calls among members are bound to each other's new entries.
 */
public final class Placement {
    /** Orders of blocks and members: chains, hot and cold apart, and members by calls; as they are linked; at random, to compare with. */
    public static final int CHAINS = 0;
    public static final int ORIGINAL = 1;
    public static final int RANDOM = 2;

    private static final int LINE = 32;
    private static final int ENTRY_ALIGNMENT = 8;
    /** Calls between members are weighed by calls of the root in the same window, in such parts. */
    private static final int PARTS = 1024;

    private final Target target;
    private final FunctionAnalysis analysis;
    private final CodeObject code;
    private final Emission emission = new Emission();
    private final EdgeCounts edges = new EdgeCounts();
    private final Chains chains = new Chains();
    private final ProcedureOrder procedures = new ProcedureOrder();
    private final LayoutCheck check;
    private final Bindings none = new Bindings();
    private final Bindings calls = new Bindings();
    private final long[] blockCounts = new long[FlowGraph.MAX_BLOCKS];
    private final int[] shuffled = new int[FlowGraph.MAX_BLOCKS];

    private Group group;
    private int layout;
    private long seed;
    /** The member at each place. */
    private final int[] members = new int[Group.MAX_MEMBERS];
    private final long[] entry = new long[Group.MAX_MEMBERS];
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
        procedures.clear();
        int member = 0;
        while (member < group.members()) {
            Refusal refusal = prepare(member, true);
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
            noteCalls(member);
            member++;
        }
        orderMembers();
        return null;
    }

    /** The calls that the member prepared last makes. */
    private void noteCalls(int member) {
        FlowGraph graph = analysis.graph();
        for (int call = 0; call < graph.calls(); call++) {
            long count = blockCounts[graph.blockOf(graph.callAt(call))];
            if (graph.callTarget(call) != 0 && count > 0) {
                procedures.call(member, graph.callTarget(call), count * PARTS / Math.max(1, group.rootCalls(member)));
            }
        }
    }

    private void orderMembers() {
        int count = group.members();
        for (int member = 0; member < count; member++) {
            entry[member] = target.start(group.function(member));
        }
        if (layout == CHAINS) {
            procedures.solve(entry, count);
        }
        for (int place = 0; place < count; place++) {
            members[place] = layout == CHAINS ? procedures.at(place) : place;
        }
        if (layout == ORIGINAL) {
            sortMembers();
        } else if (layout == RANDOM) {
            shuffle(members, 0, count, seed);
        }
    }

    /** As they are linked. */
    private void sortMembers() {
        for (int place = 1; place < group.members(); place++) {
            int member = members[place];
            int to = place;
            while (to > 0 && entry[members[to - 1]] > entry[member]) {
                members[to] = members[to - 1];
                to--;
            }
            members[to] = member;
        }
    }

    /** Takes a member over and orders its blocks; {@code first}, holds that it comes out as it is in its own place. */
    private Refusal prepare(int member, boolean first) {
        Refusal refusal = analysis.analyse(group.function(member));
        FlowGraph graph = analysis.graph();
        if (refusal == null && graph.isEntryTargeted()) {
            refusal = Refusal.ENTRY_IS_LOOP_HEAD;
        }
        if (refusal == null) {
            refusal = code.take(analysis);
        }
        if (refusal == null && first) {
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
            shuffled[block] = block;
        }
        if (layout == RANDOM) {
            shuffle(shuffled, 1, graph.blocks(), seed * (Group.MAX_MEMBERS + 1) + 1 + member);
        }
        for (int i = 0; i < graph.blocks(); i++) {
            emission.append(shuffled[i]);
        }
        return emission.lay(graph.blocks());
    }

    /** The elements from one index to another, by a linear congruential sequence (Knuth's MMIX). */
    private static void shuffle(int[] elements, int from, int to, long start) {
        long state = start;
        for (int i = to - 1; i > from; i--) {
            state = state * 0x5851_F42D_4C95_7F2DL + 0x1405_7B7E_F767_814FL;
            int other = from + (int) ((state >>> 33) % (i - from + 1));
            int element = elements[i];
            elements[i] = elements[other];
            elements[other] = element;
        }
    }

    /** The size of the whole. */
    public int bytes() {
        return (int) assign(0);
    }

    /**
     * Where the whole is best put as far as caches go, which find a line by the lower bits of its address: so that the hot parts are where,
     * as linked, most of what they replace stood within as many bytes. That is not executed any more, and leaves its lines to them.
     */
    public long displaced() {
        assign(0);
        long hotStart = hot[members[0]];
        long hotLimit = cold[members[0]];
        long best = entry[0];
        long most = -1;
        for (int candidate = 0; candidate < group.members(); candidate++) {
            long bytes = displacedIn(entry[candidate], entry[candidate] + hotLimit - hotStart);
            if (bytes > most || bytes == most && entry[candidate] < best) {
                most = bytes;
                best = entry[candidate];
            }
        }
        return best - hotStart;
    }

    /** Bytes of members' hot parts that, as linked, stand in a range, if they are spread evenly over their functions. */
    private long displacedIn(long from, long to) {
        long bytes = 0;
        for (int member = 0; member < group.members(); member++) {
            long size = target.bytes(group.function(member));
            long common = Math.min(to, entry[member] + size) - Math.max(from, entry[member]);
            bytes += common > 0 ? common * hotBytes[member] / size : 0;
        }
        return bytes;
    }

    /** Gives every member its addresses in memory that begins on a line of the I-cache. */
    public void place(long start) {
        assign(start);
        calls.clear();
        for (int member = 0; member < group.members(); member++) {
            calls.bind(entry[member], hot[member]);
        }
    }

    private long assign(long start) {
        long at = start;
        for (int place = 0; place < group.members(); place++) {
            data[members[place]] = at;
            at += dataBytes[members[place]];
        }
        at = at + LINE - 1 & -LINE;
        for (int place = 0; place < group.members(); place++) {
            hot[members[place]] = at;
            at = at + hotBytes[members[place]] + ENTRY_ALIGNMENT - 1 & -ENTRY_ALIGNMENT;
        }
        at = at + LINE - 1 & -LINE;
        for (int place = 0; place < group.members(); place++) {
            cold[members[place]] = at;
            at += coldBytes[members[place]];
        }
        return at;
    }

    /** Writes a member to its addresses and holds that it does what the function does; null, or what is wrong. */
    public Refusal emit(int member) {
        Refusal refusal = prepare(member, false);
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
