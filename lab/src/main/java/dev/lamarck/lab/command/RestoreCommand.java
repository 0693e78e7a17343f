package dev.lamarck.lab.command;

import dev.lamarck.lab.result.WorldSnapshot;
import dev.lamarck.workloads.world.Result;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** A run, from a file on. */
@Command(name = "restore", description = {"Go on from a snapshot to the end of its world, which is the end it would have had.",
    "The guest reads what was left of its recorded input. Events, trace and profile begin at the snapshot."},
        footer = {"", "The exit status is the guest's, as of `run`.", "", "Examples:", "  lamarck restore installed.snap", "  lamarck restore early.snap --gdb --wait"})
final class RestoreCommand implements Callable<Integer> {
    @ParentCommand
    private Lamarck lamarck;

    @Mixin
    private ObservedRun observed;

    @Parameters(index = "0", paramLabel = "FILE", description = "What `snapshot` wrote.")
    private Path file;

    @Override
    public Integer call() {
        WorldSnapshot snapshot = WorldSnapshot.read(file);
        RecordedWorld recorded = RecordedWorld.of(snapshot.job(),
                observed.terminal(lamarck.streams(), snapshot.inputLeft()).havingRead(snapshot.inputTaken()));
        snapshot.restoreTo(recorded.world());
        Result result = observed.run(recorded.world(), recorded.log(), lamarck);
        return ObservedRun.end(result, lamarck);
    }
}
