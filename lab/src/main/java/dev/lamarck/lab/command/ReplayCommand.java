package dev.lamarck.lab.command;

import dev.lamarck.lab.ExitStatus;
import dev.lamarck.lab.result.RunDirectory;
import dev.lamarck.workloads.world.Result;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** A recorded run, once more. */
@Command(name = "replay", description = {"Run a recorded world again, with the input that its guest took: to watch it, to debug it.",
    "Of an experiment's run, the first seed's world."},
        footer = {"", "Exit status 1 when a world ends in another state than it did. Only a run of one world (run, boot, restore) recorded that.", "", "Examples:",
            "  lamarck replay out/ct --gdb --wait", "  lamarck replay out/hello --trace syscalls"})
final class ReplayCommand implements Callable<Integer> {
    @ParentCommand
    private Lamarck lamarck;

    @Mixin
    private ObservedRun observed;

    @Parameters(index = "0", paramLabel = "RUN", description = "A directory that --out wrote.")
    private Path run;

    @Override
    public Integer call() {
        RecordedWorld recorded = RecordedWorld.of(run, lamarck, input -> observed.terminal(lamarck.streams(), input));
        Result result = observed.run(recorded.world(), recorded.log(), lamarck);
        int status = ObservedRun.end(result, lamarck);
        String before = new RunDirectory(run).stateHash();
        boolean isComparable = new RunDirectory(run).isOfOneWorld();
        if (isComparable && !before.equals(result.stateHash())) {
            lamarck.complain("it ended in state " + result.stateHash() + ", the recorded run in " + before);
            return ExitStatus.CLAIM_FAILED;
        }
        return status;
    }
}
