package dev.lamarck.workloads.experiment;

import dev.lamarck.workloads.world.Measure.Better;
import dev.lamarck.workloads.world.Result;
import java.util.List;

/** One question put to the system, and how it is answered. */
public interface Experiment {
    /** The name on the command line, part of the interface: {@code count-and-time}. */
    String name();

    /** The question, in one sentence. */
    String question();

    /** Where the paper asks it. */
    String source();

    /** What is measured, in the report's order. */
    List<MeasureDefinition> measures();

    /** Runs it. The result has exactly the measures that {@link #measures()} names. */
    Result run(Setting setting);

    /** A measure's stable id, its unit, which direction is better, and what it means in a sentence. */
    record MeasureDefinition(String id, String unit, Better better, String meaning) {
    }
}
