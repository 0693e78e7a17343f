package dev.lamarck.lab.command;

import dev.lamarck.lab.BadInput;
import dev.lamarck.lab.report.LmbenchText;
import dev.lamarck.lab.result.RunDirectory;
import dev.lamarck.toolchain.CompilationException;
import dev.lamarck.workloads.image.Images;
import dev.lamarck.workloads.lmbench.LmbenchStudy;
import dev.lamarck.workloads.world.Job;
import dev.lamarck.workloads.world.Mode;
import dev.lamarck.workloads.world.Result;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** The kernel's services, measured one by one. */
@Command(name = "lmbench", description = {"What the kernel's services cost a program, in cycles, microseconds at the machine's clock and instructions,",
    "and what the cycles went into. The program's tasks are those of McVoy and Staelin's lmbench; counting costs the guest nothing."},
        footer = {"", "Exit status 1 when a task fails, or a null call takes more than 200 instructions.", "", "Examples:",
            "  lamarck lmbench", "  lamarck lmbench nullCall pipeLatency --machine tiny", "  lamarck lmbench --set dcache.bytes=65536 --csv -"})
final class LmbenchCommand implements Callable<Integer> {
    @ParentCommand
    private Lamarck lamarck;

    @Mixin
    private WorldOptions world;

    @Mixin
    private DebugOptions debug;

    @Mixin
    private OutputOptions output;

    @Parameters(paramLabel = "TASK", description = "Only these tasks (default: all).")
    private List<String> tasks = List.of();

    @Override
    public Integer call() throws CompilationException {
        List<String> known = LmbenchStudy.tasks();
        for (String task : tasks) {
            if (!known.contains(task)) {
                throw new BadInput("no task is called '" + task + "'", "there are: " + String.join(", ", known));
            }
        }
        Images images = lamarck.images();
        Job machine = world.job(images, Mode.TIMING, 1);
        debug.attendFirst(machine.seed(), lamarck::progress);
        Result result = new LmbenchStudy(machine, images).run(tasks);
        if (output.out != null) {
            new RunDirectory(output.out).write(result);
        }
        PrintWriter out = new PrintWriter(lamarck.streams().out());
        output.write(result, out);
        if (!output.resultOnStandardOutput()) {
            out.print(LmbenchText.of(result));
        }
        out.flush();
        return Claims.exitStatus(List.of(result), lamarck);
    }
}
