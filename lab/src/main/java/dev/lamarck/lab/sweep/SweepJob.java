package dev.lamarck.lab.sweep;

import static dev.lamarck.workloads.world.Measure.Better.LOWER;
import static dev.lamarck.workloads.world.Measure.Better.NONE;

import dev.lamarck.toolchain.residual.Specializer;
import dev.lamarck.workloads.policy.EvolvedRun;
import dev.lamarck.workloads.world.Job;
import dev.lamarck.workloads.world.Measure;
import dev.lamarck.workloads.world.Result;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * One world of a sweep.
 *
 * @param key      of the job: its name in the directory
 * @param settings that the file sets on top of the machine
 * @param policies by name
 * @param compiler of residuals for the job's kernel
 */
record SweepJob(String key, Job job, Map<String, String> settings, List<String> policies, Supplier<Specializer> compiler) {
    SweepJob(Job job, Map<String, String> settings, List<String> policies, Supplier<Specializer> compiler) {
        this(job.key(), job, new TreeMap<>(settings), List.copyOf(policies), compiler);
    }

    Result run() {
        EvolvedRun run = EvolvedRun.of(job, compiler);
        Map<String, Measure> measures = new LinkedHashMap<>();
        measures.put("loadCycles", Measure.mean("cycles", LOWER, List.of((double) run.loadCycles())));
        if (!policies.isEmpty()) {
            measures.put("tried", Measure.sum("changes", NONE, List.of((double) run.verdicts().size())));
            measures.put("kept", Measure.sum("changes", NONE, List.of((double) run.kept())));
            measures.put("reverted", Measure.sum("changes", NONE, List.of((double) run.reverted())));
        }
        return run.result().measuring(measures);
    }
}
