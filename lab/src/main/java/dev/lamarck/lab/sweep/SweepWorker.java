package dev.lamarck.lab.sweep;

import dev.lamarck.lab.result.ResultJson;
import dev.lamarck.workloads.world.Result;
import java.util.function.Consumer;

/** Runs what nobody has run and nobody is running, one job at a time, until there is nothing of that kind left. */
record SweepWorker(SweepPlan plan, SweepDirectory directory, Consumer<SweepJob> begun, Consumer<SweepJob> ended) {

    void work() {
        for (SweepJob job : plan.jobs()) {
            if (isOpen(job)) {
                directory.claim(job).ifPresent(claim -> attend(job, claim));
            }
        }
    }

    private boolean isOpen(SweepJob job) {
        return !directory.isFinished(job) && directory.failure(job).isEmpty();
    }

    private void attend(SweepJob job, SweepDirectory.Claim claim) {
        try (claim) {
            // The one who had it may have finished it just now.
            if (isOpen(job)) {
                begun.accept(job);
                run(job, claim.begin());
                ended.accept(job);
            }
            claim.finish();
        }
    }

    private void run(SweepJob job, long attempts) {
        if (attempts == SweepDirectory.ATTEMPTS) {
            directory.fail(job, "ended its worker " + attempts + " times");
            return;
        }
        Result result;
        try {
            result = job.run();
        } catch (RuntimeException | OutOfMemoryError ourOwnBug) {
            // What a guest does is a result; the other jobs may well succeed.
            directory.fail(job, ourOwnBug.toString());
            return;
        }
        directory.finish(job, ResultJson.write(result));
    }
}
