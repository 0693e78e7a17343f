package dev.lamarck.hardware.translate;

/**
 * How a machine executes its guest. What it computes does not depend on it, not even a cycle, so it is no part of a configuration.
 *
 * @param translates regions of the guest are translated to JVM bytecode once they are hot; the interpreter does the rest
 * @param threshold how often control must come to a place before it is hot
 * @param inBackground a thread of the host translates while the interpreter goes on; else the guest waits
 * @param capacity the most regions that a machine keeps
 * @param exclusive how many machines of the JVM, the first ones, have regions made for their processor alone, which are faster; later ones share theirs
 */
public record Engine(boolean translates, int threshold, boolean inBackground, int capacity, int exclusive) {
    /** The specification. */
    public static final Engine INTERPRET = new Engine(false, 0, false, 0, 0);
    public static final Engine TRANSLATE = new Engine(true, 200, true, 6000, Runtime.getRuntime().availableProcessors());
    /** Translates everything at once: for tests. */
    public static final Engine EAGER = new Engine(true, 1, false, 6000, Integer.MAX_VALUE);

    /** The system property that names the engine of machines for which none is chosen. */
    public static final String PROPERTY = "lamarck.engine";

    /** By name: {@code interpret}, {@code translate} or, for tests, {@code eager}. */
    public static Engine named(String name) {
        return switch (name) {
            case "interpret" -> INTERPRET;
            case "translate" -> TRANSLATE;
            case "eager" -> EAGER;
            default -> throw new IllegalArgumentException("no engine is called " + name);
        };
    }

    public static Engine byDefault() {
        return named(System.getProperty(PROPERTY, "interpret"));
    }
}
