package dev.lamarck.lab.debug;

import dev.lamarck.hardware.gdb.GuestFile;
import dev.lamarck.toolchain.link.ElfSymbol;
import dev.lamarck.toolchain.link.Image;
import dev.lamarck.toolchain.link.SymbolFile;
import dev.lamarck.workloads.evolution.EvolutionLog;
import dev.lamarck.workloads.evolution.VersionCode;
import dev.lamarck.workloads.world.Content;
import dev.lamarck.workloads.world.LedgerChange;
import dev.lamarck.workloads.world.LedgerChange.State;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The names of the code in the patch area: {@code FUNCTION.patch_ID} and {@code FUNCTION.version_ID} after the ledger's entries that installed it. */
final class GeneratedCode {
    private static final int WORD = 4;

    private final Image image;
    private final EvolutionLog log;

    GeneratedCode(Image image, EvolutionLog log) {
        this.image = image;
        this.log = log;
    }

    /** What was there at a cycle, by address. */
    List<ElfSymbol> at(long cycle) {
        Map<Integer, LedgerChange> present = new TreeMap<>();
        for (LedgerChange change : log.ledger()) {
            if (change.cycle() <= cycle && change.state() == State.INSTALLED) {
                present.put(change.id(), change);
            } else if (change.cycle() <= cycle && change.state() == State.RECLAIMED) {
                present.remove(change.id());
            }
        }
        return present.values().stream().flatMap(this::symbols).sorted(Comparator.comparingLong(ElfSymbol::address)).toList();
    }

    private Stream<ElfSymbol> symbols(LedgerChange change) {
        Optional<VersionCode> version = log.versions().stream().filter(each -> each.id() == change.id()).findFirst();
        if (version.isPresent()) {
            VersionCode code = version.get();
            return Stream.of(symbol(change, ".version_", code.start(), code.bytes()), symbol(change, ".cold_", code.coldStart(), code.coldBytes()))
                    .filter(symbol -> symbol.size() > 0);
        }
        int bytes = WORD * change.patchWords().size();
        return bytes == 0 ? Stream.empty() : Stream.of(symbol(change, ".patch_", change.patch(), bytes));
    }

    private ElfSymbol symbol(LedgerChange change, String what, long address, int bytes) {
        String function = image.functionAt(change.function()).map(ElfSymbol::name).orElse("code");
        return new ElfSymbol(function + what + change.id(), address, bytes, ElfSymbol.Type.FUNCTION);
    }

    /** A debugger's file for what was there at a cycle; nothing if there was no such code. */
    Optional<GuestFile> file(long cycle) {
        List<ElfSymbol> code = at(cycle);
        if (code.isEmpty()) {
            return Optional.empty();
        }
        byte[] elf = SymbolFile.of(image.address("_patch_start"), image.address("_patch_end"), code);
        return Optional.of(new GuestFile("/lamarck/patches-" + Content.sha256(elf).substring(0, 12) + ".elf", elf));
    }
}
