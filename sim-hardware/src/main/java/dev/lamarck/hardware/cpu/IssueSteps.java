package dev.lamarck.hardware.cpu;

import dev.lamarck.hardware.cache.TimingParameters;
import dev.lamarck.hardware.translate.Entry;
import java.util.Arrays;

/**
 * How instructions issue one after the other, as a table: the issue group so far and the instruction's {@link IssueRules} give the
 * group after it and the cycles that pass. A group is known by its size, or has {@link #ENDED}: nothing joins it, and
 * no load in it delays anyone.
 */
final class IssueSteps {
    /** The highest number of a group; {@link Entry#IN_SLOT} is none. */
    static final int ENDED = 8;

    private static final int GROUP_BITS = 4;
    private static final int RULE_BITS = Byte.SIZE;

    private final int interlock;
    private final int[] latencies;
    /** By group and rule: cycles, and in the low bits the group. */
    private final int[] steps = new int[ENDED + 1 << RULE_BITS];

    static {
        if (ENDED >= Entry.IN_SLOT) {
            throw new AssertionError("a delay slot's entry is taken for an issue group's");
        }
    }

    IssueSteps(TimingParameters parameters) {
        interlock = parameters.interlock();
        latencies = latencies(parameters);
        for (int group = 0; group <= ENDED; group++) {
            for (int rule = 0; rule < 1 << RULE_BITS; rule++) {
                steps[group << RULE_BITS | rule] = cycles(group, rule) << GROUP_BITS | after(group, rule);
            }
        }
    }

    private static int[] latencies(TimingParameters parameters) {
        int[] latencies = new int[IssueRules.LATENCIES];
        latencies[IssueRules.MULTIPLY] = parameters.multiply();
        latencies[IssueRules.DIVIDE32] = parameters.divide32();
        latencies[IssueRules.DIVIDE64] = parameters.divide64();
        latencies[IssueRules.FDIVIDE_SINGLE] = parameters.fdivideSingle();
        latencies[IssueRules.FDIVIDE_DOUBLE] = parameters.fdivideDouble();
        return latencies;
    }

    private static boolean joins(int group, int rule) {
        return group <= (rule & IssueRules.JOIN);
    }

    private static int after(int group, int rule) {
        if ((rule & IssueRules.ENDS) != 0) {
            return ENDED;
        }
        return joins(group, rule) ? group + 1 : 1;
    }

    /** Whoever starts a group does so in the next cycle, or later if it waits for a load of the group before. */
    private int cycles(int group, int rule) {
        int loaded = rule >>> IssueRules.LOADED_SHIFT & IssueRules.LOADED;
        boolean waits = loaded != 0 && loaded <= group && group < ENDED;
        int start = joins(group, rule) ? 0 : waits ? 1 + interlock : 1;
        int latency = rule >>> IssueRules.LATENCY_SHIFT;
        return latency < latencies.length ? start + latencies[latency] : start;
    }

    /** The most cycles that an instruction takes to issue. */
    int longest() {
        return Arrays.stream(steps).map(IssueSteps::cycles).max().orElseThrow();
    }

    /** The step of an instruction, for {@link #group} and {@link #cycles}. */
    int step(int group, byte rule) {
        return steps[group << RULE_BITS | rule & 0xff];
    }

    static int group(int step) {
        return step & (1 << GROUP_BITS) - 1;
    }

    static int cycles(int step) {
        return step >>> GROUP_BITS;
    }
}
