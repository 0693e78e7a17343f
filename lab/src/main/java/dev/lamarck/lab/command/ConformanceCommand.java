package dev.lamarck.lab.command;

import dev.lamarck.lab.BadInput;
import dev.lamarck.lab.ExitStatus;
import dev.lamarck.lab.conformance.ConformanceProgram;
import dev.lamarck.lab.conformance.Suite;
import dev.lamarck.lab.conformance.Agreement;
import dev.lamarck.toolchain.CompilationException;
import dev.lamarck.workloads.disk.DiskImage;
import dev.lamarck.workloads.image.Images;
import dev.lamarck.workloads.image.Programs;
import dev.lamarck.workloads.world.Job;
import dev.lamarck.workloads.world.Mode;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Programs with expected output, built by the cross compiler and run in worlds of their own. */
@Command(name = "conformance", description = {"Build the C and C++ programs of a folder with the cross compiler, run each, compare its output.",
    "A program is NAME.c or NAME.cpp beside NAME.expected: its standard output, then a line `exit N`."},
        footer = {"", "Exit status 1 when one differs.", "", "Examples:", "  lamarck conformance ../shared/conformance",
            "  lamarck conformance ../shared/conformance c_math i_fcc --mode timing"})
final class ConformanceCommand implements Callable<Integer> {
    @ParentCommand
    private Lamarck lamarck;

    @Mixin
    private WorldOptions world;

    @Mixin
    private KernelMemoryOptions memory;

    @Mixin
    private DebugOptions debug;

    @Parameters(index = "0", paramLabel = "DIR", description = "The folder.")
    private Path folder;

    @Parameters(index = "1..*", paramLabel = "NAME", description = "Only these programs.")
    private List<String> names = List.of();

    @Override
    public Integer call() throws CompilationException {
        List<ConformanceProgram> programs = chosen(ConformanceProgram.in(folder));
        Images images = lamarck.images();
        Programs builtins = new Programs(images);
        // Once, before several want them at the same time.
        builtins.install(new DiskImage());
        Job machine = world.job(images, Mode.FUNCTIONAL, 1);
        debug.attendFirst(machine.seed(), lamarck::progress);
        Suite suite = new Suite(machine, builtins, lines -> memory.added(lines, machine.seed()));
        PrintStream out = lamarck.streams().out();
        List<Agreement> agreements = suite.run(programs, agreement -> out.println(line(agreement)));
        long passed = agreements.stream().filter(Agreement::passed).count();
        out.printf("conformance: %d of %d programs agree%n", passed, agreements.size());
        return passed == agreements.size() ? ExitStatus.OK : ExitStatus.CLAIM_FAILED;
    }

    private List<ConformanceProgram> chosen(List<ConformanceProgram> all) {
        Set<String> known = all.stream().map(ConformanceProgram::name).collect(Collectors.toSet());
        List<String> unknown = new ArrayList<>(names);
        unknown.removeAll(known);
        if (!unknown.isEmpty()) {
            throw new BadInput(folder + " holds no program " + String.join(", ", unknown), "there are: " + String.join(", ", known.stream().sorted().toList()));
        }
        return names.isEmpty() ? all : all.stream().filter(program -> names.contains(program.name())).toList();
    }

    private static String line(Agreement agreement) {
        return agreement.passed() ? String.format("ok      %-16s %,15d instructions", agreement.program(), agreement.instructions())
                : String.format("FAILED  %-16s %s", agreement.program(), agreement.detail());
    }
}
