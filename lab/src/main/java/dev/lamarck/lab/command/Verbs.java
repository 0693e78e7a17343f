package dev.lamarck.lab.command;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/** The verbs of the command line, in the order in which help shows them. */
final class Verbs {
    static final SequencedMap<String, Class<?>> ALL = new LinkedHashMap<>();

    static {
        ALL.put("run", RunCommand.class);
        ALL.put("boot", BootCommand.class);
        ALL.put("build", BuildCommand.class);
        ALL.put("demo", DemoCommand.class);
        ALL.put("experiment", ExperimentCommand.class);
        ALL.put("list", ListCommand.class);
        ALL.put("disas", DisasCommand.class);
        ALL.put("ledger", LedgerCommand.class);
        ALL.put("evolve", EvolveCommand.class);
        ALL.put("compare", CompareCommand.class);
        ALL.put("report", ReportCommand.class);
        ALL.put("sweep", SweepCommand.class);
        ALL.put("conformance", ConformanceCommand.class);
        ALL.put("storm", StormCommand.class);
        ALL.put("lmbench", LmbenchCommand.class);
        ALL.put("bench", BenchCommand.class);
        ALL.put("doctor", DoctorCommand.class);
        ALL.put("image", ImageCommand.class);
        ALL.put("power-cut", PowerCutCommand.class);
        ALL.put("replay", ReplayCommand.class);
        ALL.put("who-wrote", WhoWroteCommand.class);
        ALL.put("snapshot", SnapshotCommand.class);
        ALL.put("restore", RestoreCommand.class);
    }

    private Verbs() {
    }

    /** The verb of this name; if there is none, all of them. */
    static Map<String, Class<?>> named(String name) {
        Class<?> verb = ALL.get(name);
        return verb == null ? ALL : Map.of(name, verb);
    }
}
