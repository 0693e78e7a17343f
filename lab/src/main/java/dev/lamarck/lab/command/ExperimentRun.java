package dev.lamarck.lab.command;

import dev.lamarck.lab.ExitStatus;
import dev.lamarck.lab.report.HtmlReport;
import dev.lamarck.lab.report.TextReport;
import dev.lamarck.lab.result.RunDirectory;
import dev.lamarck.toolchain.CompilationException;
import dev.lamarck.workloads.experiment.Experiment;
import dev.lamarck.workloads.experiment.Setting;
import dev.lamarck.workloads.image.ImageCache;
import dev.lamarck.workloads.image.Images;
import dev.lamarck.workloads.image.Programs;
import dev.lamarck.workloads.world.Mode;
import dev.lamarck.workloads.world.Result;
import java.io.PrintWriter;
import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** A verb that runs an experiment and reports it in every form that was asked for. */
final class ExperimentRun {
    @ParentCommand
    private Lamarck lamarck;

    @Mixin
    private WorldOptions world;

    @Mixin
    private OutputOptions output;

    /** The directory that {@code --out} names, or, where it names none, {@code otherwise} from now on. */
    Path directory(Path otherwise) {
        if (output.out == null) {
            output.out = otherwise;
        }
        return output.out;
    }

    int run(Experiment experiment, int seeds) throws CompilationException {
        Images images = new Images(ImageCache.ofUser(), lamarck::progress);
        Setting setting = new Setting(world.job(images, Mode.TIMING, seeds), new Programs(images), lamarck::progressOnTerminal);
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
        boolean allHold = result.claims().stream().allMatch(Result.Claim::holds);
        return allHold ? ExitStatus.OK : ExitStatus.CLAIM_FAILED;
    }
}
