package dev.lamarck.lab.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamarck.lab.BadInput;
import dev.lamarck.lab.result.RecordedResult;
import dev.lamarck.lab.result.RecordedResult.Setup;
import dev.lamarck.workloads.world.Measure;
import dev.lamarck.workloads.world.Measure.Better;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    private static final Setup DEMO = new Setup("demo", "tiny", "timing", "", Map.of("icache.bytes", "4096"));
    private static final Tolerances NONE = new Tolerances(Map.of());

    private static RecordedResult result(Setup setup, long seed, int seeds, String outcome, Map<String, Measure> measures) {
        return new RecordedResult("file", setup, seed, seeds, "1", "key", outcome, "", measures, List.of(), List.of());
    }

    private static RecordedResult cycles(Better better, Double... samples) {
        return result(DEMO, 1, samples.length, "exited 0", Map.of("cycles", Measure.mean("cycles", better, List.of(samples))));
    }

    private static Comparison compared(RecordedResult base, RecordedResult fresh) {
        return Comparison.of(List.of(base), List.of(fresh), NONE);
    }

    private static MeasureComparison only(Comparison comparison) {
        return comparison.setups().getFirst().measures().getFirst();
    }

    @Test
    void medianDecidesAndWorstIsNamed() {
        Comparison comparison = compared(cycles(Better.LOWER, 100.0, 100.0, 100.0), cycles(Better.LOWER, 90.0, 150.0, 100.0));
        assertThat(comparison.isRegression()).isFalse();
        assertThat(only(comparison).medianChange()).isZero();
        assertThat(only(comparison).worst()).isEqualTo(new Change(new Place(2, 0), 100, 150));
    }

    @Test
    void directionOfTheMeasureSaysWhatIsWorse() {
        assertThat(compared(cycles(Better.LOWER, 100.0), cycles(Better.LOWER, 101.0)).isRegression()).isTrue();
        assertThat(compared(cycles(Better.LOWER, 100.0), cycles(Better.LOWER, 99.0)).isRegression()).isFalse();
        assertThat(compared(cycles(Better.HIGHER, 100.0), cycles(Better.HIGHER, 99.0)).isRegression()).isTrue();
        assertThat(compared(cycles(Better.HIGHER, -2.0), cycles(Better.HIGHER, -1.0)).isRegression()).isFalse();
        assertThat(compared(cycles(Better.NONE, 100.0), cycles(Better.NONE, 50.0)).isRegression()).isFalse();
    }

    @Test
    void toleranceIsAShareOfWhatWasAndHoldsBothWaysWithoutDirection() {
        Tolerances percent = new Tolerances(Map.of("cycles", 0.01));
        assertThat(Comparison.of(List.of(cycles(Better.LOWER, 100.0)), List.of(cycles(Better.LOWER, 101.0)), percent).isRegression()).isFalse();
        assertThat(Comparison.of(List.of(cycles(Better.LOWER, 100.0)), List.of(cycles(Better.LOWER, 101.1)), percent).isRegression()).isTrue();
        assertThat(Comparison.of(List.of(cycles(Better.NONE, 100.0)), List.of(cycles(Better.NONE, 98.0)), percent).isRegression()).isTrue();
        assertThat(Comparison.of(List.of(cycles(Better.LOWER, 0.0)), List.of(cycles(Better.LOWER, 0.1)), percent).isRegression()).isTrue();
    }

    @Test
    void sharesAreComparedByTheirDifference() {
        RecordedResult none = result(DEMO, 1, 1, "exited 0", Map.of("gain", Measure.mean("share", Better.HIGHER, List.of(0.0))));
        RecordedResult loss = result(DEMO, 1, 1, "exited 0", Map.of("gain", Measure.mean("share", Better.HIGHER, List.of(-0.03))));
        assertThat(only(compared(none, loss)).medianChange()).isEqualTo(-0.03);
        assertThat(Comparison.of(List.of(none), List.of(loss), new Tolerances(Map.of("gain", 0.05))).isRegression()).isFalse();
    }

    @Test
    void unknownOrImpossibleToleranceIsBadInput() {
        assertThatThrownBy(() -> Comparison.of(List.of(cycles(Better.LOWER, 1.0)), List.of(cycles(Better.LOWER, 1.0)),
                new Tolerances(Map.of("cylces", 0.1)))).isInstanceOf(BadInput.class).hasMessageContaining("cylces");
        assertThatThrownBy(() -> new Tolerances(Map.of("cycles", -0.1))).isInstanceOf(BadInput.class);
        assertThatThrownBy(() -> new Tolerances(Map.of("cycles", Double.NaN))).isInstanceOf(BadInput.class);
    }

    @Test
    void oneResultOfSeveralSeedsPairsWithOneEach() {
        List<RecordedResult> each = List.of(
                result(DEMO, 2, 1, "exited 0", Map.of("cycles", Measure.mean("cycles", Better.LOWER, List.of(20.0)))),
                result(DEMO, 1, 1, "exited 0", Map.of("cycles", Measure.mean("cycles", Better.LOWER, List.of(10.0)))));
        Comparison comparison = Comparison.of(List.of(cycles(Better.LOWER, 10.0, 20.0)), each, NONE);
        assertThat(comparison.isComplete()).isTrue();
        assertThat(only(comparison).isUnchanged()).isTrue();
    }

    @Test
    void outcomesAreComparedBySeed() {
        Comparison comparison = compared(result(DEMO, 3, 2, "exited 0", Map.of()), result(DEMO, 3, 2, "panic", Map.of()));
        assertThat(comparison.isRegression()).isTrue();
        assertThat(comparison.setups().getFirst().outcomes()).contains(new SetupComparison.OutcomeChange(4, "exited 0", "panic"));
    }

    @Test
    void whatHasNoPartnerIsNamed() {
        Setup other = new Setup("demo", "perfect", "timing", "", Map.of());
        assertThat(compared(cycles(Better.LOWER, 1.0), result(other, 1, 1, "exited 0", Map.of())).unpaired())
                .containsExactly("file: demo on tiny in timing mode: no partner in file (machine tiny / perfect)",
                        "file: demo on perfect in timing mode: no partner in file (machine perfect / tiny)");
        assertThat(compared(cycles(Better.LOWER, 1.0, 2.0), cycles(Better.LOWER, 1.0)).unpaired())
                .containsExactly("file: demo on tiny in timing mode, seed 2: not in file");
        assertThat(compared(cycles(Better.LOWER, 1.0), result(DEMO, 1, 1, "exited 0", Map.of())).unpaired())
                .containsExactly("file: demo on tiny in timing mode, cycles of seed 1: not in file");
        assertThat(Comparison.of(List.of(cycles(Better.LOWER, 1.0), cycles(Better.LOWER, 2.0)), List.of(cycles(Better.LOWER, 1.0)), NONE)
                .unpaired()).containsExactly("file: demo on tiny in timing mode, seed 1: more than one result");
    }

    @Test
    void settingsThatOneSideDoesNotKnowDoNotKeepResultsApart() {
        Setup newer = new Setup("demo", "tiny", "timing", "", Map.of("icache.bytes", "4096", "prefetch", "off"));
        Setup larger = new Setup("demo", "tiny", "timing", "", Map.of("icache.bytes", "8192"));
        assertThat(DEMO.isComparableTo(newer)).isTrue();
        assertThat(DEMO.differences(larger)).containsExactly("icache.bytes 4096 / 8192");
    }

    @Test
    void samplesSpreadOverSeedsWhereTheyCan() {
        assertThat(Place.of(5, 6, 10, 3)).isEqualTo(new Place(12, 1));
        assertThat(Place.of(3, 4, 10, 3)).isEqualTo(new Place(10, 3));
    }
}
