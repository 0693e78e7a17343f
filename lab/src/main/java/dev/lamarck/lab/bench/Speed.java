package dev.lamarck.lab.bench;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * One program's speed with one engine in one mode: windows of a quarter of a second, from the program's start on, the first ones cold.
 *
 * @param stateHash what the machine's state was at the end of a run of the program's own number of rounds
 */
public record Speed(String stateHash, List<Window> windows) {
    private static final double NANOS_OF_A_MIP = 1e3;

    /** What was executed in a time, on the clock of the wall and of the thread that did it. */
    public record Window(long instructions, long wallNanos, long cpuNanos) {
        public double mips() {
            return NANOS_OF_A_MIP * instructions / cpuNanos;
        }

        double wallMips() {
            return NANOS_OF_A_MIP * instructions / wallNanos;
        }
    }

    public Speed {
        windows = List.copyOf(windows);
    }

    /** The median of the second half of the time: warm, unless warming up takes longer than half of it. */
    public double medianMips() {
        return median(warm().stream().mapToDouble(Window::mips).boxed().toList());
    }

    /** Of all windows. */
    public double bestMips() {
        return windows.stream().mapToDouble(Window::mips).max().orElseThrow();
    }

    /** As an observer with a watch sees it: the processors' other work counts, that of other machines above all. */
    double medianWallMips() {
        return median(warm().stream().mapToDouble(Window::wallMips).boxed().toList());
    }

    private List<Window> warm() {
        return windows.subList(windows.size() / 2, windows.size());
    }

    static double median(List<Double> figures) {
        List<Double> ordered = figures.stream().sorted().toList();
        int middle = ordered.size() / 2;
        return ordered.size() % 2 == 1 ? ordered.get(middle) : (ordered.get(middle - 1) + ordered.get(middle)) / 2;
    }

    /** What several have in common, none of them outweighing the others. */
    static <T> double geometricMean(List<T> all, ToDoubleFunction<T> figure) {
        return Math.exp(all.stream().mapToDouble(figure).map(Math::log).average().orElseThrow());
    }
}
