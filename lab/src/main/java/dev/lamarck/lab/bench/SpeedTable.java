package dev.lamarck.lab.bench;

import dev.lamarck.workloads.world.Mode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/** The rows as text, each when it is known, and at the end what they have in common. */
final class SpeedTable {
    private static final String LINE = "%-12s %-10s %-11s %9s %9s";
    private static final String PEER = " %9s %9s %7s";
    private static final String CACHED_PEER = " %9s %7s";
    private static final double WINDOW_SECONDS = 0.25;

    private final PrintWriter out;
    private final boolean hasPeer;
    private final boolean hasCachedPeer;
    private final boolean showsCurves;
    private final List<SpeedRow> rows = new ArrayList<>();

    SpeedTable(PrintWriter out, boolean hasPeer, boolean hasCachedPeer, boolean showsCurves) {
        this.out = out;
        this.hasPeer = hasPeer;
        this.hasCachedPeer = hasCachedPeer;
        this.showsCurves = showsCurves;
        line(List.of("program", "engine", "mode", "median", "best", "user", "qemu", "times", "+caches", "times"));
    }

    void add(SpeedRow row) {
        rows.add(row);
        List<String> cells = new ArrayList<>(List.of(row.program(), row.engine(), row.mode().label(), figure(row.medianMips()), figure(row.bestMips())));
        if (hasPeer) {
            cells.addAll(List.of(figure(row.userMips()), figure(row.peer().orElseThrow()), times(row.timesPeer())));
        }
        if (hasCachedPeer) {
            cells.addAll(List.of(figure(row.cachedPeer().orElseThrow()), times(row.timesCachedPeer())));
        }
        line(cells);
        if (showsCurves) {
            curve(row.speed().windows().stream().map(Speed.Window::wallMips).toList());
        }
    }

    /** The geometric means of each engine and mode. */
    void addMeans() {
        Map<String, List<SpeedRow>> kinds = new LinkedHashMap<>();
        rows.forEach(row -> kinds.computeIfAbsent(row.engine() + " " + row.mode(), kind -> new ArrayList<>()).add(row));
        kinds.values().forEach(this::addMean);
    }

    private void addMean(List<SpeedRow> kind) {
        String engine = kind.getFirst().engine();
        Mode mode = kind.getFirst().mode();
        List<String> cells = new ArrayList<>(List.of("geom. mean", engine, mode.label(), figure(Speed.geometricMean(kind, SpeedRow::medianMips)),
                figure(Speed.geometricMean(kind, SpeedRow::bestMips))));
        if (hasPeer) {
            cells.addAll(List.of(figure(Speed.geometricMean(kind, SpeedRow::userMips)), figure(Speed.geometricMean(kind, row -> row.peer().orElseThrow())),
                    times(Speed.geometricMean(kind, SpeedRow::timesPeer))));
        }
        if (hasCachedPeer) {
            cells.addAll(List.of(figure(Speed.geometricMean(kind, row -> row.cachedPeer().orElseThrow())), times(Speed.geometricMean(kind, SpeedRow::timesCachedPeer))));
        }
        line(cells);
        if (showsCurves) {
            int windows = kind.stream().mapToInt(row -> row.speed().windows().size()).min().orElseThrow();
            curve(IntStream.range(0, windows).mapToObj(i -> Speed.geometricMean(kind, row -> row.speed().windows().get(i).wallMips())).toList());
        }
    }

    /** Of wall time: who waits for a machine to be warm waits by the clock. */
    private void curve(List<Double> mips) {
        StringBuilder curve = new StringBuilder("    each ").append(WINDOW_SECONDS).append(" s:");
        mips.forEach(each -> curve.append(' ').append(Math.round(each)));
        out.println(curve);
    }

    private void line(List<String> cells) {
        String format = LINE + (hasPeer ? PEER : "") + (hasCachedPeer ? CACHED_PEER : "");
        out.println(String.format(Locale.ROOT, format, cells.toArray()).stripTrailing());
        out.flush();
    }

    private static String figure(double mips) {
        return String.format(Locale.ROOT, "%,.1f", mips);
    }

    private static String times(double ratio) {
        return String.format(Locale.ROOT, "%.2f", ratio);
    }
}
