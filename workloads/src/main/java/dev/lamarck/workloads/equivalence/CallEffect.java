package dev.lamarck.workloads.equivalence;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What a call did.
 *
 * @param trap      the trap that ended it, 0 if none did
 * @param registers {@link #REGISTERS} at its return; empty unless it returned
 * @param memory    all of RAM at the end, what nobody can see made equal
 * @param console   what it had printed
 */
record CallEffect(Ending ending, int trap, List<Long> registers, byte[] memory, String console) {
    /** The result, and what a callee must preserve: %o0, %sp, %g6, %g7, %l0 … %l7, %i0 … %i7. */
    static final int[] REGISTERS = {8, 14, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31};
    private static final String KINDS = "goli";

    /** How a call ended. */
    enum Ending {
        RETURNED,
        /** By a trap from which there is no way back: a failed check, a wild access. */
        TRAPPED,
        /** The kernel switched the machine off. */
        STOPPED,
        /** It used up its instructions, most likely since it waits for something. */
        UNFINISHED
    }

    /** In what another call's effect differs, if it does. */
    Optional<String> difference(CallEffect other) {
        if (ending != other.ending || trap != other.trap) {
            return Optional.of("%s, trap 0x%x / %s, trap 0x%x".formatted(ending, trap, other.ending, other.trap));
        }
        for (int i = 0; i < registers.size(); i++) {
            if (!registers.get(i).equals(other.registers.get(i))) {
                return Optional.of("%s 0x%x / 0x%x".formatted(name(REGISTERS[i]), registers.get(i), other.registers.get(i)));
            }
        }
        if (!console.equals(other.console)) {
            return Optional.of("printed '%s' / '%s'".formatted(console, other.console));
        }
        int at = Arrays.mismatch(memory, other.memory);
        return at < 0 ? Optional.empty() : Optional.of("byte at physical 0x%x: %02x / %02x".formatted(at, memory[at], other.memory[at]));
    }

    private static String name(int register) {
        return "%" + KINDS.charAt(register >> 3) + (register & 7);
    }
}
