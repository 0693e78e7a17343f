package dev.lamarck.lab.command;

import dev.lamarck.lab.BadInput;
import dev.lamarck.lab.ExitStatus;
import dev.lamarck.lab.report.HtmlReport;
import dev.lamarck.lab.report.TextReport;
import dev.lamarck.lab.result.RunDirectory;
import dev.lamarck.toolchain.CompilationException;
import dev.lamarck.workloads.experiment.Experiment;
import dev.lamarck.workloads.experiment.Replayable;
import dev.lamarck.workloads.experiment.Setting;
import dev.lamarck.workloads.image.Images;
import dev.lamarck.workloads.image.Programs;
import dev.lamarck.workloads.world.Mode;
import dev.lamarck.workloads.world.Result;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** A verb that runs an experiment and reports it in every form that was asked for. */
final class ExperimentRun {
    @ParentCommand
    private Lamarck lamarck;

    @Mixin
    private WorldOptions world;

    @Mixin
    private DebugOptions debug;

    @Mixin
    private OutputOptions output;

    /** The directory that {@code --out} names, or, where it names none, {@code otherwise} from now on. */
    Path directory(Path otherwise) {
        if (output.out == null) {
            output.out = otherwise;
        }
        return output.out;
    }

    /** Tells what happens under one schedule. */
    int replay(Replayable experiment, String schedule) throws CompilationException {
        List<String> lines = experiment.replay(setting(1), schedule).orElseThrow(() -> new BadInput("--schedule " + schedule
                + ": " + experiment.name() + " has no such schedule", "its form is " + experiment.scheduleForm()));
        lines.forEach(lamarck.streams().out()::println);
        return ExitStatus.OK;
    }

    private Setting setting(int seeds) throws CompilationException {
        world.requireEvolution("experiment");
        Images images = lamarck.images();
        return new Setting(world.job(images, Mode.TIMING, seeds), new Programs(images), world.kernels(images), lamarck::progressOnTerminal);
    }

    int run(Experiment experiment, int seeds) throws CompilationException {
        Setting setting = setting(seeds);
        debug.attendFirst(setting.job().seed(), lamarck::progress);
        Result result = experiment.run(setting);
        if (output.out != null) {
            RunDirectory directory = new RunDirectory(output.out);
            directory.write(result);
            directory.write("report.html", HtmlReport.of(experiment, result));
        }
        PrintWriter out = new PrintWriter(lamarck.streams().out());
        output.write(result, out);
        if (!output.resultOnStandardOutput()) {
            out.print(TextReport.of(experiment, result));
        }
        out.flush();
        return Claims.exitStatus(List.of(result), lamarck);
    }
}
