package dev.lamarck.lab.sweep;

import dev.lamarck.lab.BadInput;
import dev.lamarck.lab.result.RecordedResult;
import dev.lamarck.lab.result.ResultCsv;
import dev.lamarck.lab.result.ResultFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a finished sweep is read by: a table of its jobs, and one of all their samples. Both are functions of the plan alone. */
record SweepTables(SweepPlan plan, List<RecordedResult> results) {

    /** Reads the results of a plan, which are all there. */
    static SweepTables of(SweepPlan plan, SweepDirectory directory) {
        List<RecordedResult> results = new ArrayList<>();
        for (SweepJob job : plan.jobs()) {
            Path file = directory.result(job);
            RecordedResult result = ResultFiles.read(file).getFirst();
            if (!result.jobKey().equals(job.key())) {
                throw new BadInput(file + " is the result of another job", "delete it, then --resume");
            }
            results.add(result);
        }
        return new SweepTables(plan, results);
    }

    /** A row a job: what was chosen, and how it ended. */
    String jobs() {
        StringBuilder csv = new StringBuilder(ResultCsv.row("jobKey", "machine", "settings", "mode", "load", "policies", "seed", "outcome", "instructions",
                "cycles", "stateHash"));
        for (int i = 0; i < results.size(); i++) {
            SweepJob job = plan.jobs().get(i);
            RecordedResult result = results.get(i);
            csv.append(ResultCsv.row(job.key(), job.job().machine().name(), settings(job), job.job().mode().label(), job.job().load(),
                    String.join(" ", job.policies()), job.job().seed(), result.outcome(),
                    result.variants().getFirst().instructions(), result.variants().getFirst().cycles(), result.stateHash()));
        }
        return csv.toString();
    }

    private static String settings(SweepJob job) {
        return job.settings().entrySet().stream().map(setting -> setting.getKey() + "=" + setting.getValue()).collect(Collectors.joining(" "));
    }

    /** A row a sample, as every command writes them. */
    String samples() {
        return ResultCsv.write(results);
    }

    /** How many jobs ended in which way. */
    Map<String, Long> outcomes() {
        return results.stream().collect(Collectors.groupingBy(RecordedResult::outcome, TreeMap::new, Collectors.counting()));
    }
}
