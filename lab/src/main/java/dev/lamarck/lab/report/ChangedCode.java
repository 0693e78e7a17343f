package dev.lamarck.lab.report;

import dev.lamarck.hardware.isa.Disassembler;
import dev.lamarck.toolchain.link.ElfFormatException;
import dev.lamarck.toolchain.link.ElfSymbol;
import dev.lamarck.toolchain.link.Image;
import dev.lamarck.workloads.evolution.VersionCode;
import dev.lamarck.workloads.policy.EvolvedRun;
import dev.lamarck.workloads.world.LedgerChange;
import dev.lamarck.workloads.world.Result.CodeListing;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The code of one change before and after: linked functions, and the versions that were made of them. */
record ChangedCode(Image kernel, LedgerChange verdict, List<VersionCode> versions) {
    private static final int WORD = 4;

    /** Of the change to show of a run: the first that was kept, or else the last that was tried. */
    static Optional<ChangedCode> of(EvolvedRun run) {
        Optional<LedgerChange> kept = run.verdicts().stream().filter(change -> change.state() == LedgerChange.State.KEPT).findFirst();
        Optional<LedgerChange> shown = kept.isPresent() ? kept : run.verdicts().stream().max(Comparator.comparing(LedgerChange::cycle));
        return shown.map(change -> new ChangedCode(kernel(run), change, versionsOf(run, change)));
    }

    static Image kernel(EvolvedRun run) {
        try {
            return Image.read(run.result().job().kernel().bytes());
        } catch (ElfFormatException e) {
            throw new AssertionError("this kernel has just run", e);
        }
    }

    private static List<VersionCode> versionsOf(EvolvedRun run, LedgerChange whole) {
        Set<Integer> parts = run.result().history().ledger().stream().filter(change -> change.parent() == whole.id())
                .map(LedgerChange::id).collect(Collectors.toSet());
        List<VersionCode> versions = new ArrayList<>();
        for (VersionCode version : run.versions()) {
            boolean isKnown = versions.stream().anyMatch(other -> other.id() == version.id());
            if (parts.contains(version.id()) && version.isWhole() && !isKnown) {
                versions.add(version);
            }
        }
        return versions;
    }

    /** Before and after, of the function that the change was made for. */
    List<CodeListing> listings() {
        Optional<ElfSymbol> function = kernel.functionAt(EvolutionTables.chosen(verdict));
        Optional<VersionCode> version = versions.stream().filter(code -> code.function() == EvolutionTables.chosen(verdict)).findFirst();
        if (function.isEmpty() || version.isEmpty()) {
            return List.of();
        }
        return List.of(new CodeListing(function.get().name() + " as linked", linked(function.get())),
                new CodeListing(function.get().name() + ", the version of entry " + verdict.id(), text(version.get())));
    }

    private String linked(ElfSymbol function) {
        StringBuilder text = new StringBuilder();
        for (long pc = function.address(); pc < function.address() + function.size(); pc += WORD) {
            text.append(line(pc, ByteBuffer.wrap(kernel.file().loaded(pc, WORD)).getInt())).append('\n');
        }
        return text.toString();
    }

    private String text(VersionCode version) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < version.words().size(); i++) {
            if (i == version.bytes() / WORD) {
                text.append("cold part\n");
            }
            long origin = version.origins().get(i);
            String from = origin == 0 ? "new" : String.format("%x", origin);
            text.append(String.format("%-64s ! %s%n", line(version.address(i), version.words().get(i)), from));
        }
        return text.toString();
    }

    private String line(long pc, int word) {
        return String.format("%08x  %08x  %s", pc, word,
                Disassembler.text(word, pc, address -> EvolutionTables.name(kernel, address)).replace('\t', ' '));
    }
}
