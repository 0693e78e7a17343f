package dev.lamarck.toolchain.differential;

import dev.lamarck.toolchain.BareMachine.Answer;
import dev.lamarck.toolchain.magic.CheckTrap;
import dev.lamarck.toolchain.magic.HostedTrap;

/** What a call did: gave a result, or trapped with a kind. A null dereference has one kind, whichever of its two ways it was found. */
record Outcome(int trap, long result) {
    private static final int SOFTWARE_TRAP = 0x100;

    static Outcome ofResult(Object result) {
        return new Outcome(0, switch (result) {
            case null -> 0;
            case Boolean b -> b ? 1 : 0;
            case Character c -> c;
            default -> ((Number) result).longValue();
        });
    }

    static Outcome ofTrapType(long type) {
        return new Outcome(type == Answer.UNMAPPED ? SOFTWARE_TRAP + CheckTrap.NULL : (int) type, 0);
    }

    static Outcome ofThrowable(Throwable thrown) {
        return new Outcome(switch (thrown) {
            case ArithmeticException _ -> Answer.DIVISION_BY_ZERO;
            case NullPointerException _ -> SOFTWARE_TRAP + CheckTrap.NULL;
            case ArrayIndexOutOfBoundsException _ -> SOFTWARE_TRAP + CheckTrap.BOUNDS;
            case ClassCastException _ -> SOFTWARE_TRAP + CheckTrap.CAST;
            case NegativeArraySizeException _ -> SOFTWARE_TRAP + CheckTrap.NEGATIVE_SIZE;
            case AssertionError _ -> SOFTWARE_TRAP + CheckTrap.ASSERTION;
            case MatchException _ -> SOFTWARE_TRAP + CheckTrap.NO_MATCH;
            case ArrayStoreException _ -> SOFTWARE_TRAP + CheckTrap.ARRAY_STORE;
            case HostedTrap t -> SOFTWARE_TRAP + t.kind();
            default -> throw new AssertionError("unexpected in a hosted call", thrown);
        }, 0);
    }

    @Override
    public String toString() {
        return trap == 0 ? Long.toString(result) : "trap 0x" + Integer.toHexString(trap);
    }
}
