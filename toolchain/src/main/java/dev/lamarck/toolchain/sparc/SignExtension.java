package dev.lamarck.toolchain.sparc;

import dev.lamarck.toolchain.ir.Value;

/**
 * Which values are sign-extended ints by their very operation. Before a comparison of 32 bits nothing else is certain: a long parameter or result may stand
 * there, its extension to int removed because the comparison cannot tell.
 */
final class SignExtension {
    private SignExtension() {}

    static boolean isKnown(Value value) {
        return switch (value.op()) {
            case EXTEND_INT, SHIFT_RIGHT_INT, COMPARE -> true;
            case LOAD -> value.access().datum().bytes() < 4 || value.access().datum().bytes() == 4 && value.access().datum().signed();
            default -> false;
        };
    }
}
