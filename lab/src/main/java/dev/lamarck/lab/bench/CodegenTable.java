package dev.lamarck.lab.bench;

import dev.lamarck.workloads.codegen.CodegenStudy;
import java.io.PrintWriter;
import java.util.List;

/** Our compiler's code beside gcc's, function by function. */
public final class CodegenTable {
    /** What our code may execute without checks, for each instruction of gcc's. */
    private static final double MOST_INSTRUCTIONS_OF_GCCS = 1.3;

    private CodegenTable() {}

    /** @return whether our code is good enough */
    public static boolean print(List<CodegenStudy.Row> rows, PrintWriter out) {
        out.printf("%-24s %9s %9s %9s %8s %8s %6s %6s%n", "instructions of a call", "ours", "unchecked", "gcc -O2", "ours/gcc", "unch/gcc", "lines", "gcc");
        for (CodegenStudy.Row row : rows) {
            out.printf("%-24s %,9d %,9d %,9d %8.2f %8.2f %6d %6d%n", row.function(), row.checked(), row.unchecked(), row.gcc(), row.checkedRatio(),
                    row.uncheckedRatio(), row.checkedLines(), row.gccLines());
        }
        double unchecked = CodegenStudy.geometricMean(rows, CodegenStudy.Row::uncheckedRatio);
        out.printf("%-24s %9s %9s %9s %8.2f %8.2f %6.2f%n", "geometric mean", "", "", "", CodegenStudy.geometricMean(rows, CodegenStudy.Row::checkedRatio), unchecked,
                CodegenStudy.geometricMean(rows, CodegenStudy.Row::linesRatio));
        return unchecked <= MOST_INSTRUCTIONS_OF_GCCS;
    }
}
