package dev.lamarck.toolchain.sparc;

import dev.lamarck.toolchain.ir.MethodRef;
import dev.lamarck.toolchain.ir.Position;
import dev.lamarck.toolchain.ir.SourceMethod;
import dev.lamarck.toolchain.link.FunctionDebug;
import dev.lamarck.toolchain.link.InlineRange;
import dev.lamarck.toolchain.link.LineRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Where each word of a function comes from, as the linker wants to know it. */
final class DebugRows {
    private static final int WORD = 4;

    private DebugRows() {}

    /** {@code positions} and {@code slots} have an element for each word; a position may be null: "as before". */
    static FunctionDebug describe(SourceMethod method, List<Position> positions, List<Boolean> slots) {
        List<Position> known = withoutGaps(method, positions);
        return new FunctionDebug(name(method.ref()), method.ref().toString(), method.file(), method.line(), lines(known, slots), inlined(known));
    }

    private static String name(MethodRef ref) {
        String type = ref.owner().substring(ref.owner().lastIndexOf('/') + 1);
        return type.replace('$', '.') + "." + ref.name();
    }

    private static List<Position> withoutGaps(SourceMethod method, List<Position> positions) {
        List<Position> known = new ArrayList<>();
        Position last = new Position(method, method.line(), null);
        for (Position position : positions) {
            last = position == null ? last : position;
            known.add(last);
        }
        return known;
    }

    private static List<LineRow> lines(List<Position> positions, List<Boolean> slots) {
        List<LineRow> rows = new ArrayList<>();
        for (int i = 0; i < positions.size(); i++) {
            Position position = positions.get(i);
            LineRow row = new LineRow(i * WORD, position.method().file(), position.line(), !slots.get(i));
            if (rows.isEmpty() || !isSame(rows.getLast(), row)) {
                rows.add(row);
            }
        }
        return rows;
    }

    private static boolean isSame(LineRow before, LineRow after) {
        boolean isFirstStop = after.isStatement() && !before.isStatement();
        return !isFirstStop && before.line() == after.line() && before.file().equals(after.file());
    }

    /** One row for each run of words of the same inlined call, at every depth. */
    private static List<InlineRange> inlined(List<Position> positions) {
        List<InlineRange> ranges = new ArrayList<>();
        int deepest = positions.stream().mapToInt(p -> chain(p).size()).max().orElse(1);
        for (int depth = 1; depth < deepest; depth++) {
            int start = 0;
            for (int i = 1; i <= positions.size(); i++) {
                Object call = call(positions.get(start), depth);
                if (i == positions.size() || !Objects.equals(call, call(positions.get(i), depth))) {
                    if (call != null) {
                        ranges.add(new InlineRange(start * WORD, i * WORD, chain(positions.get(start)).get(depth).method().symbol()));
                    }
                    start = i;
                }
            }
        }
        return ranges;
    }

    /** What identifies the inlined call at a depth: the callee and all call sites above it; null if the position is not so deep. */
    private static Object call(Position position, int depth) {
        List<Position> chain = chain(position);
        return depth >= chain.size() ? null : List.of(chain.get(depth).method(), chain.subList(0, depth));
    }

    /** Outermost first. */
    private static List<Position> chain(Position position) {
        List<Position> chain = new ArrayList<>();
        for (Position at = position; at != null; at = at.caller()) {
            chain.addFirst(at);
        }
        return chain;
    }
}
