package dev.lamarck.hardware.cpu;

/**
 * Instructions that the interpreter's loop executes along with the one before them: it decides once what to do for both. They are a conditional branch or trap behind a comparison
 * ({@link ComparePair}), the second of two doublewords loaded or stored in the same way, and the second of two floating-point operations. Each counts and issues as if it were alone.
 */
final class Pairs {
    private Pairs() {}

    /** Whether it may be the first of two. */
    static boolean mayBegin(Operation first) {
        return ComparePair.isComparison(first) || isDoubleword(first.kind) || isFloating(first.kind);
    }

    /** One that {@link #mayBegin}, with the instruction behind it if the two are a pair. */
    static Operation of(Operation first, Operation second) {
        if (ComparePair.isComparison(first)) {
            return ComparePair.of(first, second);
        }
        if (isDoubleword(first.kind) && second.kind == first.kind || isFloating(first.kind) && isFloating(second.kind)) {
            first.pairWith(second);
        }
        return first;
    }

    private static boolean isDoubleword(int kind) {
        return switch (kind) {
            case Kind.LOAD_64, Kind.LOAD_NAMED, Kind.LOAD_DOUBLE, Kind.STORE_64, Kind.STORE_NAMED, Kind.STORE_DOUBLE -> true;
            default -> false;
        };
    }

    private static boolean isFloating(int kind) {
        return kind >= Kind.DOUBLE && kind < Kind.OTHER;
    }
}
