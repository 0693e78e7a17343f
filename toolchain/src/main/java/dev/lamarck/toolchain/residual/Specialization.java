package dev.lamarck.toolchain.residual;

import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a method is to be specialized on: static arguments by index (receiver first), and memory whose trusted part may be assumed, or none. Bits of an
 * argument are as in a register: ints sign-extended, references addresses.
 */
public record Specialization(SortedMap<Integer, Long> arguments, Optional<MemoryView> memory) {
    /** In place of an argument's index: the thread register. */
    public static final int THREAD = -1;
    /** Nothing is known: the residual is the method. */
    public static final Specialization NOTHING = new Specialization(new TreeMap<>(), Optional.empty());

    public Specialization {
        arguments = new TreeMap<>(arguments);
    }

    boolean knowsNothing() {
        return arguments.isEmpty() && memory.isEmpty();
    }
}
