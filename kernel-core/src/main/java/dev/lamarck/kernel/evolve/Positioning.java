package dev.lamarck.kernel.evolve;

import dev.lamarck.instrumentation.code.Refusal;
import dev.lamarck.instrumentation.flow.FlowGraph;
import dev.lamarck.instrumentation.flow.FunctionAnalysis;
import dev.lamarck.instrumentation.position.Chains;
import dev.lamarck.instrumentation.position.Emission;
import dev.lamarck.instrumentation.position.Group;
import dev.lamarck.instrumentation.position.Placement;
import dev.lamarck.kernel.driver.Channel;
import dev.lamarck.kernel.driver.TimeOfDay;

/**
 * Code positioning of a root function, one at a time: its blocks are counted for a while, then those of the functions that its hot
 * blocks call, and of theirs, a few at a time; those with hot blocks form the group with the root. The root's counters stay in
 * meanwhile, so that what is hot is decided by the root's calls in the same window. Then the group is placed anew, each member checked,
 * and the versions replace their functions.
 *
 * <p>A function for which another version stands is called through its entry, and no member: two groups never hold each other's code.
 */
final class Positioning {
    private static final int MOST_AT_ONCE = 10;
    private static final int MOST_FUNCTIONS = 128;
    private static final int ICACHE_WAY_BYTES = 8192;
    private static final long DEFAULT_WINDOW_NANOSECONDS = 20_000_000;
    static final long UNLIMITED = Long.MAX_VALUE;

    private final KernelText text;
    private final FunctionAnalysis analysis;
    private final BlockProfiles profiles;
    private final Replacements replacements;
    private final Channel channel;
    private final Group group = new Group();
    private final Placement placement;
    private final long[] counts = new long[FlowGraph.MAX_BLOCKS];

    private boolean isBusy;
    private long cause;
    private long window;
    private long windowEnd;
    private BlockProfile rootProfile;
    private long rootCallsBefore;
    /** The functions found: those before {@code measured} have been, the next {@code measuring} are being measured. */
    private final int[] found = new int[MOST_FUNCTIONS];
    private int finds;
    private int measured;
    private int measuring;
    private final BlockProfile[] running = new BlockProfile[MOST_AT_ONCE];
    private Replacement built;
    private Refusal refusal;
    private long most;
    private final GroupPrices prices = new GroupPrices();

    Positioning(KernelText text, FunctionAnalysis analysis, BlockProfiles profiles, Replacements replacements, Channel channel) {
        this.text = text;
        this.analysis = analysis;
        this.profiles = profiles;
        this.replacements = replacements;
        this.channel = channel;
        placement = new Placement(text, analysis);
    }

    /**
     * Begins to profile the group of a root; {@link #step} goes on, and gives up once the group is seen to cost more cycles than {@code most}.
     * Null, or why not.
     */
    Refusal profile(long cause, int root, long window, long most) {
        if (isBusy) {
            return Refusal.BUSY;
        }
        if (text.versions().standingFor(root) != null) {
            return Refusal.ALREADY_CHANGED;
        }
        Refusal refused = profiles.start(ChannelMessage.POSITION, cause, root);
        if (refused != null) {
            return refused;
        }
        this.cause = cause;
        this.window = window > 0 ? window : TimeOfDay.toCycles(DEFAULT_WINDOW_NANOSECONDS);
        windowEnd = TimeOfDay.cycles() + this.window;
        rootProfile = profiles.latest();
        rootCallsBefore = 0;
        this.most = most;
        group.clear();
        found[0] = root;
        finds = 1;
        measured = 0;
        measuring = 1;
        running[0] = rootProfile;
        refusal = null;
        isBusy = true;
        return null;
    }

    /** Places the group profiled last, no member of which has another version; {@link #built} has it then. Null, or why not. */
    Refusal place(long cause, int root, int layout, int seed) {
        if (isBusy) {
            return Refusal.BUSY;
        }
        if (group.members() == 0 || group.function(0) != root) {
            return Refusal.NOT_PROFILED;
        }
        for (int member = 0; member < group.members(); member++) {
            if (text.versions().standingFor(group.function(member)) != null) {
                return Refusal.ALREADY_CHANGED;
            }
        }
        this.cause = cause;
        return build(layout, seed);
    }

    boolean isBusy() {
        return isBusy;
    }

    /** The replacement that {@link #place} made last, not installed. */
    Replacement built() {
        return built;
    }

    /** Why no group was found by the profile that has ended; null if one was. */
    Refusal refusal() {
        return refusal;
    }

    /** Goes on if a window has ended. */
    void step() {
        if (!isBusy || TimeOfDay.cycles() < windowEnd) {
            return;
        }
        collect();
        measured += measuring;
        measuring = 0;
        prices.learn(found[0], foundWords());
        if (GroupPrices.ofWords(foundWords()) > most) {
            profiles.end(rootProfile);
            giveUp(Refusal.TOO_DEAR);
            return;
        }
        while (measured + measuring < finds && measuring < MOST_AT_ONCE) {
            measuring += measure(measured + measuring) ? 1 : 0;
        }
        if (measuring > 0) {
            rootCallsBefore = rootProfile.count(0);
            windowEnd = TimeOfDay.cycles() + window;
            return;
        }
        profiles.end(rootProfile);
        isBusy = false;
        refusal = group.members() == 0 ? Refusal.NOTHING_HOT : null;
    }

    /** Begins to measure a function that was found; takes it out of those found if that is refused. */
    private boolean measure(int at) {
        if (profiles.start(ChannelMessage.POSITION, cause, found[at]) == null) {
            running[at - measured] = profiles.latest();
            return true;
        }
        finds--;
        for (int i = at; i < finds; i++) {
            found[i] = found[i + 1];
        }
        return false;
    }

    /** Takes what was counted in the window that has ended, and finds the callees of hot blocks. */
    private void collect() {
        long rootCalls = rootProfile.count(0) - rootCallsBefore;
        for (int i = 0; i < measuring; i++) {
            BlockProfile profile = running[i];
            int function = found[measured + i];
            Refusal refused = analysis.analyse(function);
            if (refused == null) {
                profiles.counts(profile, counts);
            }
            if (profile != rootProfile) {
                profiles.end(profile);
            }
            if (refused == null && group.add(function, analysis.graph(), counts, rootCalls) == null) {
                findCallees(rootCalls);
            }
        }
    }

    private void findCallees(long rootCalls) {
        FlowGraph graph = analysis.graph();
        for (int call = 0; call < graph.calls() && finds < MOST_FUNCTIONS; call++) {
            if (graph.callTarget(call) != 0 && Chains.isHot(counts[graph.blockOf(graph.callAt(call))], rootCalls)) {
                find(KernelSymbols.startingAt(graph.callTarget(call)));
            }
        }
    }

    private void find(int function) {
        if (function < 0 || !text.changeable(function) || KernelSymbols.isSwitch(function)
                || text.versions().standingFor(function) != null) {
            return;
        }
        for (int i = 0; i < finds; i++) {
            if (found[i] == function) {
                return;
            }
        }
        found[finds++] = function;
    }

    /** Gives up the profile that is under way, if one is; its counters are somebody else's business. */
    void giveUp(Refusal reason) {
        if (isBusy) {
            isBusy = false;
            group.clear();
            refusal = reason;
        }
    }

    GroupPrices prices() {
        return prices;
    }

    private int foundWords() {
        int words = 0;
        for (int i = 0; i < finds; i++) {
            words += GroupPrices.words(found[i]);
        }
        return words;
    }

    private Refusal build(int layout, int seed) {
        Refusal refused = placement.measure(group, layout, seed);
        if (refused != null) {
            return refused;
        }
        long like = placement.displaced() + (layout == Placement.RANDOM ? 0 : (long) seed * ICACHE_WAY_BYTES);
        Replacement replacement = replacements.beginLike(like, ChannelMessage.POSITION, cause, group.function(0),
                placement.bytes());
        if (replacement == null) {
            return Refusal.NO_CODE_MEMORY;
        }
        placement.place(replacement.start);
        for (int member = 0; member < group.members() && refused == null; member++) {
            refused = addVersion(replacement, member);
        }
        if (refused != null) {
            replacements.abandon(replacement);
            return refused;
        }
        report(replacement);
        built = replacement;
        return null;
    }

    private Refusal addVersion(Replacement replacement, int member) {
        Refusal refused = placement.emit(member);
        if (refused != null) {
            return refused;
        }
        Emission emission = placement.emission();
        int[] origins = replacements.origins(replacement, emission.words());
        for (int i = 0; i < origins.length; i++) {
            origins[i] = emission.origin(i);
        }
        return replacements.add(replacement, group.function(member), placement.hot(member), placement.hotBytes(member),
                placement.cold(member), placement.coldBytes(member));
    }

    private void report(Replacement replacement) {
        channel.begin();
        channel.put(replacement.entry.id);
        channel.put(cause);
        channel.put(group.members());
        channel.put(placement.edges());
        channel.put(placement.guessedEdges());
        channel.put(placement.areRootCallsGuessed() ? 1 : 0);
        channel.send(ChannelMessage.PLACED);
    }
}
