package dev.lamarck.lab.command;

import dev.lamarck.lab.BadInput;
import dev.lamarck.lab.result.WorldSnapshot;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** A moment of a run, to a file. */
@Command(name = "snapshot", description = "Write a moment of a recorded run to a file, from which `restore` goes on.",
        footer = {"", "Examples:", "  lamarck snapshot --in out/ct --at installed:1 -o installed.snap", "  lamarck snapshot --in out/hello --at 500000 -o early.snap"})
final class SnapshotCommand implements Callable<Integer> {
    @ParentCommand
    private Lamarck lamarck;

    @Mixin
    private MomentOptions moment;

    @Option(names = "-o", required = true, paramLabel = "FILE", description = "Where to write it.")
    private Path file;

    @Override
    public Integer call() {
        if (moment.run == null) {
            throw new BadInput("snapshot needs a run to go to a moment of", "say --in RUN, a directory that --out wrote");
        }
        WorldSnapshot snapshot = WorldSnapshot.of(moment.reach(lamarck));
        snapshot.write(file);
        lamarck.progress(file + ": cycle " + snapshot.cycle() + ", state " + snapshot.stateHash());
        return 0;
    }
}
