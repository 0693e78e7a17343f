package dev.lamarck.workloads.experiment;

import java.util.List;
import java.util.Optional;

/** The experiments there are. */
public final class Experiments {
    private static final List<Experiment> ALL = List.of(new CountAndTime(), new SpliceHazards(), new CodePositioning(), SignalSending.latency(),
            SignalSending.signalZero(), SignalSending.singleUser(), new KmemSpecialization());

    private Experiments() {
    }

    public static List<Experiment> all() {
        return ALL;
    }

    public static Optional<Experiment> named(String name) {
        return ALL.stream().filter(experiment -> experiment.name().equals(name)).findFirst();
    }
}
