package dev.lamarck.workloads.hazard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamarck.hardware.machine.MachineConfiguration;
import dev.lamarck.workloads.image.ImageCache;
import dev.lamarck.workloads.image.Images;
import dev.lamarck.workloads.image.Kernels;
import dev.lamarck.workloads.world.Content;
import dev.lamarck.workloads.world.Job;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** All schedules at a few words; the experiment plays them at all words. */
class HazardsTest {
    private static Hazards hazards;
    private static Theatre theatre;

    @BeforeAll
    static void boot() {
        Job any = new Job("any", "test", Content.EMPTY, Content.EMPTY, MachineConfiguration.named("ultrasparc-1"), 1, 1, Job.UNLIMITED,
                List.of(), List.of(), Content.EMPTY);
        hazards = new Hazards(Hazards.job(any, new Kernels(new Images(new ImageCache(Path.of("target", "images")), line -> { }), Map.of())));
        theatre = new Theatre(hazards.job());
    }

    private static Matrix matrix(Way way, int word) {
        return new Matrix(theatre, new Stage(theatre, way, word));
    }

    @Test
    void singleInstructionSurvivesEverySchedule() {
        for (int word : new int[] {0, 7}) {
            Matrix matrix = matrix(Way.SINGLE, word);
            assertThat(matrix.schedules()).isEqualTo((long) matrix.stage.positions.size() * matrix.stage.steps.size()).isGreaterThan(200);
            assertThat(matrix.firstFailure()).as("replay with --schedule").isEmpty();
        }
    }

    @Test
    void twoInstructionsFailForTheThreadBetweenThem() {
        Matrix matrix = matrix(Way.TWO_FORWARD, 1);
        int last = matrix.stage.steps.size() - 1;
        for (int position = 0; position < matrix.stage.positions.size(); position++) {
            assertThat(matrix.fate(position, last).isFailure()).as("asleep at position %d", position)
                    .isEqualTo(matrix.stage.isBetweenWords(position));
        }
    }

    @Test
    void launcherInADelaySlotFailsWithoutAnyPreemption() {
        Stage stage = new Stage(theatre, Way.DELAY_SLOT, 5);
        int behind = stage.positions.size() - 1;
        assertThat(new Trial(theatre, stage).play(behind, stage.steps.size() - 1).firstWrongCall()).hasValue(3);
    }

    @Test
    void replayEndsAsTheScheduleDid() {
        Matrix matrix = matrix(Way.TWO_BACKWARD, 2);
        Schedule failing = matrix.firstFailure().orElseThrow();
        Replay replay = new Replay(theatre, matrix.stage, failing.position(), failing.step());
        assertThat(replay.fate()).isEqualTo(matrix.fate(failing.position(), failing.step()));
        assertThat(replay.lines()).anyMatch(line -> line.contains("nop") && line.contains("<- here was: and"));
        assertThat(hazards.replay(Schedule.parse(failing.toString()).orElseThrow())).contains(replay.lines());
    }

    @Test
    void waysAreRefusedWhereTheyCannotBeUsed() {
        assertThat(new Stage(theatre, Way.SINGLE, 5).isPlayed()).as("delay slot").isFalse();
        assertThat(new Stage(theatre, Way.DELAY_SLOT, 4).isPlayed()).isFalse();
        assertThat(new Stage(theatre, Way.TWO_FORWARD, 4).isPlayed()).as("branch").isFalse();
    }

    @Test
    void schedulesThatDoNotExistAreNone() {
        assertThat(List.of("two-instruction", "no-way:0:0:0", "two-instruction:0:0:x", "two-instruction:0:0:99999"))
                .allMatch(text -> Schedule.parse(text).isEmpty());
        assertThat(hazards.replay(new Schedule(Way.SINGLE, 0, 99, 0))).isEmpty();
        assertThat(hazards.replay(new Schedule(Way.SINGLE, 99, 0, 0))).isEmpty();
        assertThat(hazards.replay(new Schedule(Way.SINGLE, 0, 0, 99))).isEmpty();
    }
}
