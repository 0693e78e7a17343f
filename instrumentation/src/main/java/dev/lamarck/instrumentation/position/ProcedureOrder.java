package dev.lamarck.instrumentation.position;

/**
 * An order of functions after Pettis and Hansen, "closest is best": the two chains of functions with the most calls between them are
 * joined until none call each other, each chain turned so that the functions of the two that call each other most come closest. Chains
 * that no calls join follow each other by their first member. Ties go to the lower number, so that the same calls give the same order.
 */
public final class ProcedureOrder {
    private static final int MAX_CALLS = 1024;

    /** The calls that are known: who calls, the entry called, how often. */
    private final int[] caller = new int[MAX_CALLS];
    private final long[] callee = new long[MAX_CALLS];
    private final long[] weight = new long[MAX_CALLS];
    private int known;

    private int members;
    /** Calls between two functions, both ways; and between the chains that two numbers stand for. */
    private final long[] calls = new long[Group.MAX_MEMBERS * Group.MAX_MEMBERS];
    private final long[] between = new long[Group.MAX_MEMBERS * Group.MAX_MEMBERS];
    /** Of each function its chain, named by one of its members, and its place there; of a chain its length. */
    private final byte[] chain = new byte[Group.MAX_MEMBERS];
    private final byte[] place = new byte[Group.MAX_MEMBERS];
    private final byte[] length = new byte[Group.MAX_MEMBERS];
    private final byte[] order = new byte[Group.MAX_MEMBERS];

    /** Forgets all calls. */
    void clear() {
        known = 0;
    }

    /** Notes calls from a function to an entry; beyond what there is room for, the order does without. */
    void call(int from, long entry, long count) {
        if (known < MAX_CALLS) {
            caller[known] = from;
            callee[known] = entry;
            weight[known++] = count;
        }
    }

    /** Orders so many functions, which have these entries; {@link #at} tells. */
    void solve(long[] entry, int functions) {
        members = functions;
        for (int i = 0; i < members * Group.MAX_MEMBERS; i++) {
            calls[i] = 0;
        }
        for (int i = 0; i < known; i++) {
            for (int to = 0; to < members; to++) {
                if (entry[to] == callee[i] && to != caller[i]) {
                    calls[pair(caller[i], to)] += weight[i];
                    calls[pair(to, caller[i])] += weight[i];
                }
            }
        }
        for (int i = 0; i < members * Group.MAX_MEMBERS; i++) {
            between[i] = calls[i];
        }
        for (int member = 0; member < members; member++) {
            chain[member] = (byte) member;
            place[member] = 0;
            length[member] = 1;
        }
        while (joinHeaviest()) {
            // until no two chains call each other
        }
        layOut();
    }

    /** The function at a place of the order. */
    int at(int index) {
        return order[index];
    }

    private static int pair(int from, int to) {
        return from * Group.MAX_MEMBERS + to;
    }

    private boolean joinHeaviest() {
        int first = -1;
        int second = -1;
        long most = 0;
        for (int a = 0; a < members; a++) {
            for (int b = a + 1; b < members; b++) {
                if (chain[a] == a && chain[b] == b && between[pair(a, b)] > most) {
                    most = between[pair(a, b)];
                    first = a;
                    second = b;
                }
            }
        }
        if (first >= 0) {
            join(first, second);
        }
        return first >= 0;
    }

    private void join(int first, int second) {
        int near = -1;
        int far = -1;
        long most = 0;
        for (int a = 0; a < members; a++) {
            for (int b = 0; b < members; b++) {
                if (chain[a] == first && chain[b] == second && calls[pair(a, b)] > most) {
                    most = calls[pair(a, b)];
                    near = a;
                    far = b;
                }
            }
        }
        boolean turnsFirst = place[near] < length[first] - 1 - place[near];
        boolean turnsSecond = place[far] > length[second] - 1 - place[far];
        for (int member = 0; member < members; member++) {
            if (chain[member] == first && turnsFirst) {
                place[member] = (byte) (length[first] - 1 - place[member]);
            } else if (chain[member] == second) {
                int within = turnsSecond ? length[second] - 1 - place[member] : place[member];
                place[member] = (byte) (length[first] + within);
                chain[member] = (byte) first;
            }
        }
        length[first] += length[second];
        for (int other = 0; other < members; other++) {
            between[pair(first, other)] += between[pair(second, other)];
            between[pair(other, first)] += between[pair(other, second)];
        }
    }

    private void layOut() {
        int from = 0;
        for (int first = 0; first < members; first++) {
            if (chain[first] == first) {
                for (int member = 0; member < members; member++) {
                    if (chain[member] == first) {
                        order[from + place[member]] = (byte) member;
                    }
                }
                from += length[first];
            }
        }
    }
}
