package dev.lamarck.lab.bench;

import dev.lamarck.toolchain.CompilationException;
import dev.lamarck.workloads.bench.BenchProgram;
import dev.lamarck.workloads.disk.DiskImage;
import dev.lamarck.workloads.image.Images;
import dev.lamarck.workloads.image.Programs;
import dev.lamarck.workloads.world.BootArguments;
import dev.lamarck.workloads.world.Content;
import dev.lamarck.workloads.world.Job;
import dev.lamarck.workloads.world.Outcome;
import dev.lamarck.workloads.world.Result;
import dev.lamarck.workloads.world.Terminal;
import dev.lamarck.workloads.world.World;
import java.util.List;

/** Worlds that run one program, on one machine and kernel. */
public final class BenchWorlds {
    private final BenchProgram program;
    private final Content file;
    private final Job machine;
    private final Content disk;

    /** @param file the program, compiled */
    public BenchWorlds(BenchProgram program, Content file, Job machine, Images images) throws CompilationException {
        this.program = program;
        this.file = file;
        this.machine = machine;
        this.disk = new Programs(images).install(new DiskImage().file(path(), file.bytes(), true)).content();
    }

    private String path() {
        return "/bin/" + program.name();
    }

    public BenchProgram program() {
        return program;
    }

    /** The program's ELF file. */
    Content file() {
        return file;
    }

    /** One that works for so many rounds. */
    World world(int rounds) {
        List<String> command = List.of(program.name(), Integer.toString(rounds));
        return new World(machine.running(program.name(), disk, BootArguments.starting(path(), command, List.of()), List.of()), Terminal.scripted(Content.EMPTY));
    }

    /** Runs one to its end, which has to be a good one. */
    static Result finish(World world) {
        Result result = world.run();
        if (result.outcome() != Outcome.EXITED || result.exitStatus() != 0) {
            throw new IllegalStateException(world.job().load() + " did not end well: " + result.outcome() + " " + result.exitStatus() + " " + result.detail());
        }
        return result;
    }
}
