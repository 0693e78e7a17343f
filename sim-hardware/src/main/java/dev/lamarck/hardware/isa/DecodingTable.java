package dev.lamarck.hardware.isa;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The instruction table turned into arrays for fast decoding.
 *
 * <p>A word selects a slot of {@link #first} by its op and op3 bits and the i bit. A slot holds the start of a list of
 * candidates, or, where the opf bits decide (floating point and VIS), the complement of the start of 512 slots in
 * {@link #second}. The candidate whose {@link #match} equals the word under {@link #mask} gives the {@link #number}. A list
 * has special cases before the rows they are carved from, and ends with an illegal candidate that every word matches.
 */
public final class DecodingTable {
    public static final int ILLEGAL = -1;

    private static final int OP_BITS = 0b11 << 30 | 0x3f << 19;
    private static final int I_BIT = 1 << 13;
    private static final int OPF_BITS = 0x1ff << 5;
    /** More candidates than this in one slot: let opf choose among them. */
    private static final int LONG_LIST = 4;

    private record Candidate(int mask, int match, int number) {}

    private static final Candidate NONE = new Candidate(0, 0, ILLEGAL);

    private static final DecodingTable TABLE = new DecodingTable();

    public final int[] first = new int[1 << 9];
    public final int[] second;
    public final int[] mask;
    public final int[] match;
    public final int[] number;

    private final List<Candidate> placed = new ArrayList<>();
    private final Map<List<Candidate>, Integer> starts = new HashMap<>();

    private DecodingTable() {
        List<Candidate> candidates = candidates();
        List<Integer> slots = new ArrayList<>();
        for (int slot = 0; slot < first.length; slot++) {
            List<Candidate> ofOp = compatible(candidates, OP_BITS, slot >> 7 << 30 | (slot >> 1 & 0x3f) << 19);
            List<Candidate> list = compatible(ofOp, I_BIT, (slot & 1) << 13);
            first[slot] = list.size() <= LONG_LIST ? place(list) : ~slots.size();
            if (list.size() > LONG_LIST) {
                for (int opf = 0; opf < 1 << 9; opf++) {
                    slots.add(place(compatible(ofOp, OPF_BITS, opf << 5)));
                }
            }
        }
        second = slots.stream().mapToInt(Integer::intValue).toArray();
        mask = placed.stream().mapToInt(Candidate::mask).toArray();
        match = placed.stream().mapToInt(Candidate::match).toArray();
        number = placed.stream().mapToInt(Candidate::number).toArray();
    }

    public static DecodingTable get() {
        return TABLE;
    }

    /** Every format, most specific first; the excluded values of a field stand before it as illegal words. */
    private static List<Candidate> candidates() {
        List<Candidate> candidates = new ArrayList<>();
        for (Op op : InstructionTable.ALL) {
            for (Format format : op.row().formats()) {
                candidates.add(new Candidate(format.mask, format.match, op.number()));
                if (format.notAllZero != 0) {
                    candidates.add(new Candidate(format.mask | format.notAllZero, format.match, ILLEGAL));
                }
            }
        }
        candidates.sort(Comparator.comparingInt((Candidate candidate) -> Integer.bitCount(candidate.mask)).reversed());
        return candidates;
    }

    /** Every process that executes a guest waits for this, in code that the JVM has not compiled yet: hence a plain loop. */
    private static List<Candidate> compatible(List<Candidate> all, int bits, int value) {
        List<Candidate> list = new ArrayList<>();
        for (Candidate each : all) {
            if (((each.match ^ value) & each.mask & bits) == 0) {
                list.add(each);
            }
        }
        return list;
    }

    private int place(List<Candidate> list) {
        list.add(NONE);
        return starts.computeIfAbsent(list, _ -> {
            placed.addAll(list);
            return placed.size() - list.size();
        });
    }
}
