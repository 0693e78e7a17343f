package dev.lamarck.lab.command;

import dev.lamarck.lab.ExitStatus;
import dev.lamarck.workloads.world.Outcome;
import dev.lamarck.workloads.world.Result;
import java.util.List;

/** What had to hold, as an exit status. */
final class Claims {
    private Claims() {
    }

    /** A world that was stopped by its budget has shown nothing: that is said, and a claim that does not hold is no failure then. */
    static int exitStatus(List<Result> results, Lamarck lamarck) {
        boolean allHold = results.stream().flatMap(result -> result.claims().stream()).allMatch(Result.Claim::holds);
        if (!allHold && results.stream().anyMatch(result -> result.outcome() == Outcome.TIMEOUT)) {
            lamarck.complain("instruction budget used up: it ended before it could show what it claims; give --timeout-instructions more, or leave it out");
            return ExitStatus.BUDGET_USED_UP;
        }
        return allHold ? ExitStatus.OK : ExitStatus.CLAIM_FAILED;
    }
}
