package dev.lamarck.lab.command;

import dev.lamarck.hardware.isa.Disassembler;
import dev.lamarck.lab.BadInput;
import dev.lamarck.lab.result.RunDirectory;
import dev.lamarck.workloads.world.Change;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Every change of code of a run. */
@Command(name = "ledger", description = "Show the changes of code of a run.",
        footer = {"", "Examples:", "  lamarck ledger log --in out/ct", "  lamarck ledger show 2 --in out/ct"})
final class LedgerCommand {
    private static final int WORD = 4;

    @Spec
    private CommandSpec spec;

    @Command(name = "log", description = "One line a change, in order.")
    int log(@Option(names = "--in", required = true, paramLabel = "RUN", description = "A directory that --out wrote.") Path run) {
        PrintWriter out = spec.commandLine().getOut();
        out.printf("%12s %4s %6s %5s  %-10s %-12s %-24s %s%n", "cycle", "id", "parent", "cause", "state", "kind", "point", "word");
        for (Change change : new RunDirectory(run).ledger()) {
            out.printf("%12d %4d %6d %5d  %-10s %-12s %-24s %s%n", change.cycle(), change.id(), change.parent(), change.cause(),
                    change.state(), change.kind(), change.point(), words(change));
        }
        out.flush();
        return 0;
    }

    @Command(name = "show", description = "One entry: its states, the word before and after, its patch.")
    int show(@Parameters(paramLabel = "ID", description = "The entry's number.") long id,
            @Option(names = "--in", required = true, paramLabel = "RUN", description = "A directory that --out wrote.") Path run) {
        List<Change> states = new RunDirectory(run).ledger().stream().filter(change -> change.id() == id).toList();
        if (states.isEmpty()) {
            throw new BadInput("no ledger entry " + id + " in " + run, "see: lamarck ledger log --in " + run);
        }
        PrintWriter out = spec.commandLine().getOut();
        states.forEach(change -> show(out, change));
        out.flush();
        return 0;
    }

    private static void show(PrintWriter out, Change change) {
        out.printf("entry %d (part of %d, cause %d) %s at cycle %d: %s at %s%n", change.id(), change.parent(), change.cause(),
                change.state(), change.cycle(), change.kind(), change.point());
        if (change.address() != 0) {
            out.printf("  before %08x  %s%n", change.wordBefore(), Disassembler.text(change.wordBefore(), change.address()));
            out.printf("  after  %08x  %s%n", change.wordAfter(), Disassembler.text(change.wordAfter(), change.address()));
        }
        for (int i = 0; i < change.patchWords().size(); i++) {
            long pc = change.patch() + (long) i * WORD;
            int word = change.patchWords().get(i);
            out.printf("  0x%08x  %08x  %s%n", pc, word, Disassembler.text(word, pc));
        }
    }

    private static String words(Change change) {
        if (change.address() == 0) {
            return "";
        }
        String words = String.format("%08x -> %08x", change.wordBefore(), change.wordAfter());
        return change.patch() == 0 ? words : words + String.format(", patch 0x%08x of %d bytes", change.patch(), change.patchWords().size() * WORD);
    }
}
