package dev.lamarck.workloads.hazard;

import dev.lamarck.hardware.isa.Disassembler;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The page that a lecture shows: what was spliced, where threads were stopped, what became of them, and why. */
final class Story {
    private static final String COMMAND = "lamarck experiment splice-hazards --schedule ";

    private final Theatre theatre;
    private final List<Matrix> matrices;
    private final StringBuilder text = new StringBuilder();

    private Story(Theatre theatre, List<Matrix> matrices) {
        this.theatre = theatre;
        this.matrices = matrices;
    }

    static String of(Theatre theatre, List<Matrix> matrices) {
        return new Story(theatre, matrices).write();
    }

    private String write() {
        line("A kernel thread, the victim, calls hazard_subject; another, the writer, splices a counter into it. One processor: a timer");
        line("interrupt before some instruction of the victim gives it to the writer, one before some step of the writer gives it back. The victim");
        line("ends its call, makes another, and a third when the splice is complete. Every pair of an instruction and a step is one schedule.");
        line("");
        summary();
        Optional<Matrix> forward = failing(Way.TWO_FORWARD);
        forward.ifPresent(matrix -> {
            matrix(Way.SINGLE, matrix.stage.word);
            matrix(Way.TWO_FORWARD, matrix.stage.word);
            matrix(Way.TWO_BACKWARD, matrix.stage.word);
        });
        line("'.' unharmed   'W' wrong result   'T' the kernel panics   'H' the victim never comes back   'C' miscounted");
        line("");
        forward.flatMap(Matrix::firstFailure).ifPresent(schedule -> tell("A thread runs through between the two stores", schedule));
        forward.flatMap(Story::asleepInside).ifPresent(schedule -> tell("A thread sleeps between the two instructions that are replaced", schedule));
        failing(Way.TWO_BACKWARD).flatMap(Matrix::firstFailure).ifPresent(schedule -> tell("The other order of the two stores", schedule));
        failing(Way.DELAY_SLOT).flatMap(Matrix::firstFailure).ifPresent(schedule -> tell("A launcher in a delay slot", schedule));
        return text.toString();
    }

    /** Every word of the subject, and how each way fared there. */
    private void summary() {
        StringBuilder heading = new StringBuilder(String.format("%-7s%-30s", "word", "instruction"));
        for (Way way : Way.values()) {
            heading.append(String.format("%26s", way.label));
        }
        line(heading.toString());
        for (int word = 0; word < theatre.words(); word++) {
            long pc = theatre.subject + 4L * word;
            StringBuilder row = new StringBuilder(String.format("%-7d%-30s", word, Disassembler.text(theatre.linked(pc), pc)));
            for (Way way : Way.values()) {
                row.append(String.format("%26s", at(way, word).map(matrix -> matrix.failures() + " of " + matrix.schedules() + " fail").orElse("-")));
            }
            line(row.toString().stripTrailing());
        }
        line("");
        for (Way way : Way.values()) {
            line(String.format("%-26s%s", way.label, way.meaning));
        }
        line("");
    }

    private Optional<Matrix> failing(Way way) {
        return matrices.stream().filter(matrix -> matrix.stage.way == way && matrix.failures() > 0).findFirst();
    }

    private Optional<Matrix> at(Way way, int word) {
        return matrices.stream().filter(matrix -> matrix.stage.way == way && matrix.stage.word == word).findFirst();
    }

    private void matrix(Way way, int word) {
        at(way, word).ifPresent(matrix -> {
            line(way.label + " splice at word " + word + ". Down: where the victim stops; across: before which step the writer does.");
            for (int position = 0; position < matrix.stage.positions.size(); position++) {
                StringBuilder signs = new StringBuilder();
                for (int step = 0; step < matrix.stage.steps.size(); step++) {
                    signs.append(' ').append(matrix.fate(position, step).kind().sign);
                }
                long pc = matrix.stage.positions.get(position).pc();
                line(String.format(Locale.ROOT, "  %3d %08x  %-32s%s", position, pc, Disassembler.text(theatre.linked(pc), pc), signs));
            }
            line("");
        });
    }

    /** The victim stands before the second of the replaced words, and the writer does all it has to do. */
    private static Optional<Schedule> asleepInside(Matrix matrix) {
        Stage stage = matrix.stage;
        int last = stage.steps.size() - 1;
        for (int position = 0; position < stage.positions.size(); position++) {
            if (stage.isBetweenWords(position) && matrix.fate(position, last).isFailure()) {
                return Optional.of(new Schedule(stage.way, stage.word, position, last));
            }
        }
        return Optional.empty();
    }

    private void tell(String title, Schedule schedule) {
        Stage stage = at(schedule.way(), schedule.word()).orElseThrow().stage;
        line(title + ": " + schedule);
        new Replay(theatre, stage, schedule.position(), schedule.step()).brief().forEach(each -> line("  " + each));
        line("  replay: " + COMMAND + schedule);
        line("");
    }

    private void line(String content) {
        text.append(content).append('\n');
    }
}
