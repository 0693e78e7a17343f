package dev.lamarck.kernel.evolve.policy;

/** A linked function that a policy knows by name. It is looked up once: to search all symbols at every look costs more than the look. */
final class NamedFunction {
    private static final int NOT_LOOKED_UP = -2;

    private final String symbol;
    private int number = NOT_LOOKED_UP;

    NamedFunction(String symbol) {
        this.symbol = symbol;
    }

    int number(Workbench workbench) {
        if (number == NOT_LOOKED_UP) {
            number = workbench.function(symbol);
        }
        return number;
    }
}
