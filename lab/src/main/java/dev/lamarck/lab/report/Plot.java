package dev.lamarck.lab.report;

import dev.lamarck.workloads.world.Series;
import dev.lamarck.workloads.world.Series.Point;
import java.util.Locale;
import java.util.stream.Collectors;

/** Draws a series as an SVG picture: y from zero or below, both axes labelled at their ends. */
final class Plot {
    private static final int WIDTH = 640;
    private static final int HEIGHT = 200;
    private static final int MARGIN = 40;

    private Plot() {
    }

    static String svg(Series series) {
        double right = series.points().stream().mapToDouble(Point::x).max().orElse(0);
        double top = series.points().stream().mapToDouble(Point::y).max().orElse(0);
        double bottom = Math.min(0, series.points().stream().mapToDouble(Point::y).min().orElse(0));
        double zero = HEIGHT - MARGIN - scaled(-bottom, top - bottom, HEIGHT - 2 * MARGIN);
        String line = series.points().stream().map(point -> String.format(Locale.ROOT, "%.1f,%.1f",
                MARGIN + scaled(point.x(), right, WIDTH - 2 * MARGIN),
                HEIGHT - MARGIN - scaled(point.y() - bottom, top - bottom, HEIGHT - 2 * MARGIN))).collect(Collectors.joining(" "));
        return """
                <svg viewBox="0 0 %1$d %2$d" width="%1$d" height="%2$d" role="img" aria-label="%3$s">
                <line x1="%10$d" y1="%11$.1f" x2="%12$d" y2="%11$.1f" stroke="#999"/>
                <polyline points="%4$s" fill="none" stroke="#1f5fa8" stroke-width="2"/>
                <text x="4" y="20" font-size="12">%5$s %6$s</text>
                <text x="%1$d" y="%7$d" font-size="12" text-anchor="end">%8$s %9$s</text>
                </svg>
                """.formatted(WIDTH, HEIGHT, HtmlReport.escape(series.name()), line, Numbers.text(top),
                HtmlReport.escape(series.yUnit()), HEIGHT - 10, Numbers.text(right), HtmlReport.escape(series.xUnit()),
                MARGIN, zero, WIDTH - MARGIN);
    }

    private static double scaled(double value, double greatest, int extent) {
        return greatest == 0 ? 0 : value / greatest * extent;
    }
}
