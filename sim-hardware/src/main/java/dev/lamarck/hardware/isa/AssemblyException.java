package dev.lamarck.hardware.isa;

import java.util.List;
import java.util.stream.Collectors;

/** What is wrong in an assembly text; the message has one paragraph for each problem, with its line and a caret below it. */
public final class AssemblyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** {@code line} counts from 1, {@code column} from 0. */
    public record Problem(int line, int column, String message, String source) {
        @Override
        public String toString() {
            return "line " + line + ": " + message + "\n    " + source + "\n    " + " ".repeat(column) + "^";
        }
    }

    private final transient List<Problem> problems;

    AssemblyException(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        this.problems = problems;
    }

    public List<Problem> problems() {
        return problems;
    }
}
