package dev.lamarck.lab.command;

import dev.lamarck.lab.Version;
import dev.lamarck.lab.result.RunDirectory;
import dev.lamarck.workloads.evolution.EvolutionLog;
import dev.lamarck.workloads.evolution.KernelSpecializer;
import dev.lamarck.workloads.evolution.ResidualCompiler;
import dev.lamarck.workloads.world.Content;
import dev.lamarck.workloads.world.Job;
import dev.lamarck.workloads.world.Terminal;
import dev.lamarck.workloads.world.World;
import java.nio.file.Path;
import java.util.function.Function;

/**
 * The world of a recorded run (its first seed's, if it has several), to be run again with what its guest read and the answers that its kernel
 * got from the lab.
 */
record RecordedWorld(World world, EvolutionLog log) {

    /** {@code terminal} is made of what the guest is to read. */
    static RecordedWorld of(Path run, Lamarck lamarck, Function<Content, Terminal> terminal) {
        Job job = new RunDirectory(run).job();
        if (!job.version().equals(Version.current())) {
            lamarck.progress("warning: " + run + " was made by lamarck " + job.version() + "; this is " + Version.current());
        }
        return of(job.ofSeed(job.seed()), terminal.apply(job.input()));
    }

    static RecordedWorld of(Job job, Terminal terminal) {
        World world = new World(job, terminal);
        EvolutionLog log = new EvolutionLog();
        world.answerChannel(new ResidualCompiler(world, new KernelSpecializer(job.kernel()), log));
        return new RecordedWorld(world, log);
    }
}
