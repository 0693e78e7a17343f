package dev.lamarck.workloads.experiment;

import java.util.List;
import java.util.Optional;

/** An experiment that tries out interleavings, and can tell any one of them step by step. */
public interface Replayable extends Experiment {
    /** The form of a schedule's name, for messages. */
    String scheduleForm();

    /** What happens under one schedule, a line each; empty if there is no schedule of that name. */
    Optional<List<String>> replay(Setting setting, String schedule);
}
