package dev.lamarck.workloads.load;

import java.util.List;
import java.util.Optional;

/** The loads there are. */
public final class Loads {
    /** Files, allocation, signals between processes: what the demo runs first. */
    public static final Load MIXED = new Load("mixed", List.of("mixedload", "3", "300"),
            "six processes, 1,800 rounds: files, a pipe, memory, a signal to a partner and one back");

    /** What the demo runs then: nearly nothing but signals. */
    public static final Load SIGNAL_PAIRS = new Load("signal-pairs", List.of("signalpairs", "2", "3000", "56"),
            "two pairs that signal each other, 12,000 signals, 62 processes");

    private static final List<Load> ALL = List.of(MIXED,
            new Load("opens", List.of("openload", "12", "160"), "twelve processes, 7,680 opens of small files"),
            new Load("files", List.of("fileload", "4", "360"), "four processes, 1,440 files of 64 bytes to 4 KB written, read and deleted"),
            SIGNAL_PAIRS);

    private Loads() {
    }

    public static List<Load> all() {
        return ALL;
    }

    public static Optional<Load> named(String name) {
        return ALL.stream().filter(load -> load.name().equals(name)).findFirst();
    }
}
