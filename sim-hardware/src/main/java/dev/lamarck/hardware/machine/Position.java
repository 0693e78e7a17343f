package dev.lamarck.hardware.machine;

/**
 * A moment of a machine's run: each instruction that is attempted either completes or traps, and an interrupt is a trap of none, so the
 * two counts together name every state in which an instruction is about to be attempted, in order.
 */
public record Position(long instructions, long traps) implements Comparable<Position> {
    public static final Position RESET = new Position(0, 0);

    @Override
    public int compareTo(Position that) {
        int order = Long.compare(instructions, that.instructions);
        return order != 0 ? order : Long.compare(traps, that.traps);
    }

    public boolean isBefore(Position that) {
        return compareTo(that) < 0;
    }

    @Override
    public String toString() {
        return instructions + "+" + traps;
    }
}
