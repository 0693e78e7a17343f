package dev.lamarck.lab.command;

import dev.lamarck.hardware.isa.Disassembler;
import dev.lamarck.lab.BadInput;
import dev.lamarck.lab.result.RunDirectory;
import dev.lamarck.toolchain.link.Image;
import dev.lamarck.workloads.world.LedgerChange;
import dev.lamarck.workloads.world.Sighting;
import dev.lamarck.workloads.world.Verdict;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Every change of code of a run. */
@Command(name = "ledger", description = "Show the changes of code of a run.",
        footer = {"", "Examples:", "  lamarck ledger log --in out/ct", "  lamarck ledger show 2 --in out/ct"})
final class LedgerCommand implements Runnable {
    private static final int WORD = 4;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "log or show?");
    }

    @Command(name = "log", description = "One line a change, in order; then what was left of all when the kernel was asked.")
    int log(@Option(names = "--in", required = true, paramLabel = "RUN", description = "A directory that --out wrote.") Path run) {
        PrintWriter out = spec.commandLine().getOut();
        RunDirectory directory = new RunDirectory(run);
        Image kernel = directory.kernel();
        out.printf("%12s %4s %6s %5s  %-10s %-12s %-24s %s%n", "cycle", "id", "parent", "cause", "state", "kind", "point", "word");
        Map<Long, String> policies = directory.job().policies();
        for (LedgerChange change : directory.ledger()) {
            out.printf("%12d %4d %6d %5d  %-10s %-12s %-24s %s%n", change.cycle(), change.id(), change.parent(), change.cause(),
                    word(change.state()), word(change.kind()), point(change, kernel),
                    change.verdict() == null ? words(change) : verdict(change, policies));
        }
        directory.comparisons().forEach(left -> out.printf("%12d what is left: %d of %d words of text not as linked, %d entries in force, "
                + "patch heap %d bytes, kmem balance %d objects%n", left.cycle(), left.different(), left.words(), left.entriesInForce(),
                left.patchBytes(), left.ownObjects()));
        out.flush();
        return 0;
    }

    /** The gain and what it is held against, in cycles a call, and for whose sake it was tried. */
    private static String verdict(LedgerChange change, Map<Long, String> policies) {
        Verdict verdict = change.verdict();
        return String.format(Locale.ROOT, "%s: gain %.1f cycles a call, spread %.1f, cost %.1f; %,d cycles spent", policies.getOrDefault(change.cause(), "?"),
                perCall(verdict.gain()), perCall(verdict.spread()), perCall(verdict.cost()), verdict.spent());
    }

    private static double perCall(long ofThousandCalls) {
        return ofThousandCalls / 1000.0;
    }

    @Command(name = "show", description = "One entry: its states, the word before and after, its patch.")
    int show(@Parameters(paramLabel = "ID", description = "The entry's number.") int id,
            @Option(names = "--in", required = true, paramLabel = "RUN", description = "A directory that --out wrote.") Path run) {
        RunDirectory directory = new RunDirectory(run);
        List<LedgerChange> states = directory.ledger().stream().filter(change -> change.id() == id).toList();
        if (states.isEmpty()) {
            throw new BadInput("no ledger entry " + id + " in " + run, "see: lamarck ledger log --in " + run);
        }
        PrintWriter out = spec.commandLine().getOut();
        Image kernel = directory.kernel();
        Map<Long, String> policies = directory.job().policies();
        states.forEach(change -> show(out, change, kernel, policies));
        out.flush();
        return 0;
    }

    private static void show(PrintWriter out, LedgerChange change, Image kernel, Map<Long, String> policies) {
        out.printf("entry %d (part of %d, cause %d) %s at cycle %d: %s at %s%n", change.id(), change.parent(), change.cause(),
                word(change.state()), change.cycle(), word(change.kind()), point(change, kernel));
        if (change.verdict() != null) {
            show(out, change.verdict(), verdict(change, policies));
        }
        if (change.address() != 0) {
            out.printf("  before %08x  %s%n", change.wordBefore(), Disassembler.text(change.wordBefore(), change.address()));
            out.printf("  after  %08x  %s%n", change.wordAfter(), Disassembler.text(change.wordAfter(), change.address()));
        }
        for (int i = 0; i < change.patchWords().size(); i++) {
            long pc = change.patch() + (long) i * WORD;
            int instruction = change.patchWords().get(i);
            out.printf("  0x%08x  %08x  %s%n", pc, instruction, Disassembler.text(instruction, pc));
        }
    }

    private static void show(PrintWriter out, Verdict verdict, String summary) {
        out.printf("  %s%n", summary);
        out.printf("  windows without %s, with %s (cycles a call)%n", windows(verdict.unevolved()), windows(verdict.evolved()));
        if (verdict.evidence() != null) {
            Sighting seen = verdict.evidence();
            out.printf("  seen at cycle %d: in %d of %d ticks of the clock, itself in %d; the kernel waited for instructions in %d of %d cycles%n",
                    seen.cycle(), seen.groupTicks(), seen.ticks(), seen.ownTicks(), seen.kernelStallCycles(), seen.kernelCycles());
        }
    }

    private static String windows(List<Long> figures) {
        return figures.stream().map(figure -> String.format(Locale.ROOT, "%.1f", perCall(figure))).collect(Collectors.joining(" ", "[", "]"));
    }

    private static String point(LedgerChange change, Image kernel) {
        long address = change.address() == 0 ? change.function() : change.address();
        return kernel.functionAt(address).map(f -> f.name() + (address == f.address() ? "" : "+0x" + Long.toHexString(address - f.address())))
                .orElse("0x" + Long.toHexString(address));
    }

    private static String words(LedgerChange change) {
        if (change.address() == 0) {
            return "";
        }
        String words = String.format("%08x -> %08x", change.wordBefore(), change.wordAfter());
        return change.patch() == 0 ? words : words + String.format(", patch 0x%08x of %d bytes", change.patch(), change.patchWords().size() * WORD);
    }

    /** A constant as it is written for readers. */
    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
