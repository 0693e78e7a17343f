package dev.lamarck.lab.command;

import dev.lamarck.hardware.machine.ConfigurationKey;
import dev.lamarck.hardware.machine.MachineConfiguration;
import dev.lamarck.instrumentation.code.Refusal;
import dev.lamarck.instrumentation.flow.FlowGraph;
import dev.lamarck.instrumentation.flow.FlowParser;
import dev.lamarck.kernel.evolve.policy.Policies;
import dev.lamarck.lab.listing.KernelSizes;
import dev.lamarck.toolchain.CompilationException;
import dev.lamarck.toolchain.link.ElfSymbol;
import dev.lamarck.toolchain.link.Image;
import dev.lamarck.workloads.calls.SystemCallManual;
import dev.lamarck.workloads.evolution.ImageText;
import dev.lamarck.workloads.experiment.Experiment;
import dev.lamarck.workloads.experiment.Experiments;
import dev.lamarck.workloads.image.Images;
import dev.lamarck.workloads.image.KernelVariant;
import dev.lamarck.workloads.image.Kernels;
import dev.lamarck.workloads.load.Load;
import dev.lamarck.workloads.load.Loads;
import java.io.PrintWriter;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** What there is to run, to run it on, and to look at. */
@Command(name = "list", description = "List what there is: system calls (the manual page), experiments, loads, machines, policies, kernels with their sizes, kernel functions.",
        footer = {"", "Examples:", "  lamarck list -v", "  lamarck list machines -v", "  lamarck list kernels -v", "  lamarck list symbols"})
final class ListCommand implements Callable<Integer> {
    /** What can be listed. */
    enum Kind { CALLS, EXPERIMENTS, LOADS, MACHINES, POLICIES, KERNELS, SYMBOLS }

    @Spec
    private CommandSpec spec;

    @ParentCommand
    private Lamarck lamarck;

    @Parameters(arity = "0..1", paramLabel = "KIND", defaultValue = "EXPERIMENTS", description = "${COMPLETION-CANDIDATES}")
    private Kind kind;

    @Override
    public Integer call() throws CompilationException {
        PrintWriter out = spec.commandLine().getOut();
        Images images = lamarck.images();
        switch (kind) {
            case CALLS -> out.print(SystemCallManual.page());
            case EXPERIMENTS -> Experiments.all().forEach(experiment -> describe(out, experiment));
            case LOADS -> Loads.all().forEach(load -> describe(out, load));
            case MACHINES -> MachineConfiguration.names().forEach(name -> describe(out, MachineConfiguration.named(name)));
            case POLICIES -> Stream.of(Policies.builtIn()).forEach(policy -> out.printf("%-20s %s%n", policy.name(), policy.intent()));
            case KERNELS -> {
                for (KernelVariant variant : KernelVariant.values()) {
                    describe(out, variant, images);
                }
            }
            case SYMBOLS -> symbols(out, images);
        }
        out.flush();
        return 0;
    }

    private void describe(PrintWriter out, Experiment experiment) {
        out.printf("%-20s %s%n", experiment.name(), experiment.question());
        if (lamarck.verbose) {
            out.printf("  source: %s%n", experiment.source());
            experiment.measures().forEach(measure ->
                    out.printf("  %-30s %-10s %s%n", measure.id(), measure.unit(), measure.meaning()));
        }
    }

    private void describe(PrintWriter out, KernelVariant variant, Images images) throws CompilationException {
        out.printf("%-20s %s%n", variant.label(), variant.purpose());
        KernelSizes sizes = new KernelSizes(DisasCommand.image(new Kernels(images, variant, Map.of()).plain()));
        sizes.print(out);
        if (lamarck.verbose) {
            sizes.printReadingOrder(out);
        }
    }

    private void describe(PrintWriter out, Load load) {
        out.printf("%-20s %s%n", load.name(), load.work());
        if (lamarck.verbose) {
            out.printf("  command: %s%n", String.join(" ", load.command()));
        }
    }

    private void describe(PrintWriter out, MachineConfiguration machine) {
        out.println(machine.name());
        if (lamarck.verbose) {
            Map<String, String> keys = machine.keys();
            for (ConfigurationKey key : ConfigurationKey.values()) {
                out.printf("  %-24s %12s  %s%n", key.key(), keys.get(key.key()), key.source());
            }
        }
    }

    private void symbols(PrintWriter out, Images images) throws CompilationException {
        Image image = DisasCommand.image(images.image(Images.kernelRequest(Map.of()), "the kernel"));
        Map<Long, String> analysed = lamarck.verbose ? analysed(image) : Map.of();
        image.file().symbols().stream().filter(ElfSymbol::isFunction).forEach(function -> out.printf("%08x %6d  %s%s%n",
                function.address(), function.size(), function.name(), lamarck.verbose ? image.lineAt(function.address()).map(line -> "  " + line).orElse("")
                        + "  " + analysed.getOrDefault(function.address(), "left alone: " + Refusal.NOT_CHANGEABLE.reason) : ""));
    }

    /** What the analysis that the kernel itself uses makes of functions, by entry: blocks, or why it leaves them alone. */
    private static Map<Long, String> analysed(Image image) {
        ImageText text = new ImageText(image);
        FlowParser parser = new FlowParser(text);
        FlowGraph graph = new FlowGraph();
        Map<Long, String> analysed = new HashMap<>();
        for (int function = 0; function < text.functions(); function++) {
            Refusal refusal = parser.parse(function, graph);
            analysed.put(text.start(function), refusal == null ? graph.blocks() + " blocks" : "left alone: " + refusal.reason);
        }
        return analysed;
    }
}
