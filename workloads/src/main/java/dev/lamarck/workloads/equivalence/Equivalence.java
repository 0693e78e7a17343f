package dev.lamarck.workloads.equivalence;

import dev.lamarck.toolchain.link.Image;
import dev.lamarck.workloads.equivalence.CallEffect.Ending;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What came out when two bodies were called alike, with recorded arguments and with variations of them.
 *
 * @param calls        made of each body
 * @param inconclusive how many of them had no end that could be compared
 * @param trapped      how many ended in a trap from which there is no way back
 * @param differences  a line for each call in which the bodies differ: moment, arguments, what differs
 */
public record Equivalence(int calls, int inconclusive, int trapped, List<String> differences) {

    public Equivalence {
        differences = List.copyOf(differences);
    }

    /**
     * Calls both bodies from every moment: with the recorded arguments, and with so many variations of the first so many arguments.
     * The seed picks the variations.
     */
    public static Equivalence of(Image kernel, List<CallMoment> moments, Body one, Body other, int arguments, int variations, long seed) {
        return of(kernel, moments, Unseen.NOTHING, one, other, arguments, variations, seed);
    }

    /** The same, of bodies that may differ in some memory. */
    public static Equivalence of(Image kernel, List<CallMoment> moments, Unseen unseen, Body one, Body other, int arguments, int variations,
            long seed) {
        Equivalence sum = new Equivalence(0, 0, 0, List.of());
        ArgumentVariations random = new ArgumentVariations(seed);
        for (CallMoment moment : moments) {
            CallBench bench = new CallBench(kernel, moment, unseen);
            long[] recorded = bench.arguments();
            sum = sum.plus(one(bench, moment, one, other, recorded));
            for (int i = 0; i < variations; i++) {
                sum = sum.plus(one(bench, moment, one, other, random.of(recorded, arguments)));
            }
        }
        return sum;
    }

    private static Equivalence one(CallBench bench, CallMoment moment, Body one, Body other, long[] arguments) {
        CallEffect effect = bench.effect(one, arguments);
        List<String> differences = effect.difference(bench.effect(other, arguments)).map(difference -> "call at cycle %d with %s: %s / %s: %s"
                .formatted(moment.cycle(), Arrays.toString(arguments), one.name(), other.name(), difference)).stream().toList();
        return new Equivalence(1, effect.ending() == Ending.UNFINISHED ? 1 : 0, effect.ending() == Ending.TRAPPED ? 1 : 0, differences);
    }

    private Equivalence plus(Equivalence that) {
        List<String> all = new ArrayList<>(differences);
        all.addAll(that.differences);
        return new Equivalence(calls + that.calls, inconclusive + that.inconclusive, trapped + that.trapped, all);
    }
}
