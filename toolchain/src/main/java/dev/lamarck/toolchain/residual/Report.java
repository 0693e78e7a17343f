package dev.lamarck.toolchain.residual;

import dev.lamarck.toolchain.ir.Position;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What an evaluation did and did not fold, and why not. A place that was evaluated several times with the same end is there once. */
public final class Report {
    /** Something of the source, and what became of it. */
    public record Line(Position where, String what) {
        @Override
        public String toString() {
            return where + ": " + what;
        }
    }

    private final Set<Line> folded = new LinkedHashSet<>();
    private final Set<Line> notFolded = new LinkedHashSet<>();
    private int inlined;
    private int variants;

    void folded(Position where, String what) {
        folded.add(new Line(where, what));
    }

    void notFolded(Position where, String what) {
        notFolded.add(new Line(where, what));
    }

    void countInlined() {
        inlined++;
    }

    void countVariant() {
        variants++;
    }

    /** Loads of memory and decisions that are gone from the residual. */
    public List<Line> folded() {
        return new ArrayList<>(folded);
    }

    /** What met something known and still stayed, with the cause; limits that were hit. */
    public List<Line> notFolded() {
        return new ArrayList<>(notFolded);
    }

    public int inlinedCalls() {
        return inlined;
    }

    /** Blocks evaluated, each in one context. */
    public int variants() {
        return variants;
    }
}
