package dev.lamarck.lab.report;

import dev.lamarck.toolchain.link.ElfSymbol;
import dev.lamarck.workloads.evolution.VersionCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which sets of the I-cache a change's code falls into, before and after, as an SVG picture: a cell a set, sixteen a row, the darker the
 * more lines; red where there are more lines than ways. Cold parts of versions are not expected in the cache and are drawn apart.
 */
final class FootprintPicture {
    private static final int LINE_BYTES = 32;
    private static final int WAYS = 2;
    private static final int CELL = 12;
    private static final int PER_ROW = 16;
    private static final int MARGIN = 24;
    private static final List<String> COLOURS = List.of("#eeeeee", "#9ec5e8", "#1f5fa8", "#c0392b");

    private final int sets;

    /** Of a cache of so many bytes. */
    FootprintPicture(long cacheBytes) {
        sets = (int) Math.max(PER_ROW, cacheBytes / (LINE_BYTES * WAYS));
    }

    String svg(ChangedCode code) {
        Set<Long> before = new TreeSet<>();
        Set<Long> after = new TreeSet<>();
        Set<Long> cold = new TreeSet<>();
        for (VersionCode version : code.versions()) {
            code.kernel().functionAt(version.function()).ifPresent(function -> add(before, function));
            add(after, version.start(), version.bytes());
            add(cold, version.coldStart(), version.coldBytes());
        }
        List<Set<Long>> panels = new ArrayList<>(List.of(before, after));
        List<String> titles = new ArrayList<>(List.of("as linked", cold.isEmpty() ? "the version" : "the version's hot part"));
        if (!cold.isEmpty()) {
            panels.add(cold);
            titles.add("its cold part");
        }
        return picture(panels, titles);
    }

    private String picture(List<Set<Long>> panels, List<String> titles) {
        int width = PER_ROW * CELL + MARGIN;
        int height = MARGIN + (sets + PER_ROW - 1) / PER_ROW * CELL;
        StringBuilder svg = new StringBuilder(String.format(Locale.ROOT,
                "<svg viewBox=\"0 0 %1$d %2$d\" width=\"%1$d\" height=\"%2$d\" role=\"img\" aria-label=\"I-cache footprint\">%n",
                panels.size() * width, height));
        for (int i = 0; i < panels.size(); i++) {
            svg.append(String.format(Locale.ROOT, "<text x=\"%d\" y=\"16\" font-size=\"12\">%s: %d lines</text>%n", i * width,
                    HtmlReport.escape(titles.get(i)), panels.get(i).size()));
            cells(svg, panels.get(i), i * width);
        }
        return svg.append("</svg>\n").toString();
    }

    private void cells(StringBuilder svg, Set<Long> lines, int left) {
        int[] count = new int[sets];
        lines.forEach(line -> count[(int) (line % sets)]++);
        for (int set = 0; set < sets; set++) {
            svg.append(String.format(Locale.ROOT, "<rect x=\"%d\" y=\"%d\" width=\"%3$d\" height=\"%3$d\" fill=\"%4$s\"/>", left + set % PER_ROW * CELL,
                    MARGIN + set / PER_ROW * CELL, CELL - 1, COLOURS.get(Math.min(count[set], COLOURS.size() - 1))));
        }
        svg.append('\n');
    }

    private static void add(Set<Long> lines, ElfSymbol function) {
        add(lines, function.address(), (int) function.size());
    }

    private static void add(Set<Long> lines, long start, int bytes) {
        for (long line = start / LINE_BYTES; line * LINE_BYTES < start + bytes; line++) {
            lines.add(line);
        }
    }
}
