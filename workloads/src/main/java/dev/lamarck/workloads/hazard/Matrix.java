package dev.lamarck.workloads.hazard;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** All schedules of one stage, and what became of each. */
final class Matrix {
    final Stage stage;
    /** By position, then by step. */
    private final List<List<Fate>> fates = new ArrayList<>();

    /** Plays them all. */
    Matrix(Theatre theatre, Stage stage) {
        this.stage = stage;
        Trial trial = new Trial(theatre, stage);
        for (int position = 0; position < stage.positions.size(); position++) {
            fates.add(new ArrayList<>());
            for (int step = 0; step < stage.steps.size(); step++) {
                fates.getLast().add(trial.play(position, step));
            }
        }
    }

    Fate fate(int position, int step) {
        return fates.get(position).get(step);
    }

    /** A row for each position, a sign for each step. */
    String signs() {
        StringBuilder signs = new StringBuilder();
        for (List<Fate> row : fates) {
            row.forEach(fate -> signs.append(fate.kind().sign));
            signs.append(' ');
        }
        return signs.toString();
    }

    long schedules() {
        return fates.stream().mapToLong(List::size).sum();
    }

    long failures() {
        return fates.stream().flatMap(List::stream).filter(Fate::isFailure).count();
    }

    Optional<Schedule> firstFailure() {
        for (int position = 0; position < fates.size(); position++) {
            for (int step = 0; step < fates.get(position).size(); step++) {
                if (fate(position, step).isFailure()) {
                    return Optional.of(new Schedule(stage.way, stage.word, position, step));
                }
            }
        }
        return Optional.empty();
    }
}
