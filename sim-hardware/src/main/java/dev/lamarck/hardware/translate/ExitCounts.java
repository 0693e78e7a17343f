package dev.lamarck.hardware.translate;

import dev.lamarck.hardware.isa.Disassembler;
import dev.lamarck.hardware.memory.BigEndian;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;

/**
 * How often regions are left, by reason and instruction: for who works on the translator. With the system property {@code lamarck.exits} set to true each
 * machine's processors count, and the JVM prints the sums to standard error at its end.
 */
public final class ExitCounts {
    /** The system property. */
    public static final String PROPERTY = "lamarck.exits";

    private static final int MOST_LINES = 40;
    private static final Map<String, long[]> COUNTS = new TreeMap<>();

    private final byte[] ram;

    private ExitCounts(byte[] ram) {
        this.ram = ram;
    }

    /** For a processor; null if nobody wants to know. */
    public static ExitCounts of(byte[] ram) {
        if (!Boolean.getBoolean(PROPERTY)) {
            return null;
        }
        synchronized (COUNTS) {
            if (COUNTS.isEmpty()) {
                Runtime.getRuntime().addShutdownHook(new Thread(ExitCounts::print));
                COUNTS.put("entries", new long[1]);
            }
        }
        return new ExitCounts(ram);
    }

    /** A region has been left; whether another was entered at once. */
    public void count(Entry entry, Exit exit, boolean chained) {
        String key = (chained ? "to the next region, " : "") + exit.reason() + (exit.isJump() ? " jump" : "") + instruction(entry, exit);
        synchronized (COUNTS) {
            COUNTS.get("entries")[0]++;
            COUNTS.computeIfAbsent(key, none -> new long[1])[0]++;
        }
    }

    private String instruction(Entry entry, Exit exit) {
        if (exit.reason() == Exit.Reason.GO_ON || exit.reason() == Exit.Reason.NEAR_HORIZON || !entry.isInPageOf(exit.pc())) {
            return "";
        }
        int word = (int) BigEndian.INT.get(ram, entry.physical(exit.pc()));
        return " " + Disassembler.text(word, exit.pc());
    }

    private static void print() {
        synchronized (COUNTS) {
            COUNTS.entrySet().stream().sorted(Comparator.comparingLong((Map.Entry<String, long[]> entry) -> -entry.getValue()[0])).limit(MOST_LINES)
                    .forEach(entry -> System.err.printf("%,15d %s%n", entry.getValue()[0], entry.getKey()));
        }
    }
}
