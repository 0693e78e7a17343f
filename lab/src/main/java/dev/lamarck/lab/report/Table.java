package dev.lamarck.lab.report;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.lang3.StringUtils;

/** Rows of cells under a heading. The first column is words, the others are figures. */
record Table(List<String> heading, List<List<String>> rows) {

    static Table of(String... heading) {
        return new Table(List.of(heading), new ArrayList<>());
    }

    void row(String... cells) {
        rows.add(List.of(cells));
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    /** Columns as wide as their widest cell; figures to the right. */
    String text() {
        StringBuilder text = new StringBuilder(line(heading)).append('\n');
        rows.forEach(row -> text.append(line(row)).append('\n'));
        return text.toString();
    }

    private String line(List<String> cells) {
        StringBuilder line = new StringBuilder("  ");
        for (int column = 0; column < cells.size(); column++) {
            String cell = cells.get(column);
            line.append(column == 0 ? StringUtils.rightPad(cell, width(0)) : "  " + StringUtils.leftPad(cell, width(column)));
        }
        return line.toString().stripTrailing();
    }

    private int width(int column) {
        int widest = heading.get(column).length();
        for (List<String> row : rows) {
            widest = Math.max(widest, row.get(column).length());
        }
        return widest;
    }
}
