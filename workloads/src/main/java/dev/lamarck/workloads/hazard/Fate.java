package dev.lamarck.workloads.hazard;

import java.util.Locale;
import java.util.OptionalInt;

/**
 * What became of the victim.
 *
 * @param wrong   a bit for each of its calls with a wrong result
 * @param trap    the trap that the kernel stopped at
 * @param counted what the spliced counter held at the end
 * @param passed  how often the launcher was executed
 */
record Fate(Kind kind, long wrong, int trap, long counted, long passed) {
    enum Kind {
        UNHARMED('.'), WRONG_RESULT('W'), TRAPPED('T'), NEVER_CAME_BACK('H'), MISCOUNTED('C'), REFUSED('-');

        /** In a matrix. */
        final char sign;

        Kind(char sign) {
            this.sign = sign;
        }
    }

    boolean isFailure() {
        return kind != Kind.UNHARMED && kind != Kind.REFUSED;
    }

    /** The victim's first call with a wrong result. */
    OptionalInt firstWrongCall() {
        return wrong == 0 ? OptionalInt.empty() : OptionalInt.of(1 + Long.numberOfTrailingZeros(wrong));
    }

    String text() {
        return switch (kind) {
            case UNHARMED -> "unharmed: all three results are right";
            case WRONG_RESULT -> "wrong result of " + calls();
            case TRAPPED -> String.format(Locale.ROOT, "the kernel panics: trap 0x%x", trap);
            case NEVER_CAME_BACK -> "the victim never comes back";
            case MISCOUNTED -> "right results, but " + counted + " counted of " + passed + " passes";
            case REFUSED -> "refused";
        };
    }

    private String calls() {
        return switch ((int) wrong) {
            case 1 -> "the interrupted call";
            case 2 -> "the call after it";
            case 4 -> "the call after the splice was complete";
            case 3 -> "the interrupted call and the one after it";
            case 5 -> "the interrupted call and the one after the splice was complete";
            case 6 -> "both later calls";
            default -> "all three calls";
        };
    }
}
