package dev.lamarck.lab.debug;

import dev.lamarck.hardware.gdb.GuestFile;
import dev.lamarck.hardware.isa.Disassembler;
import dev.lamarck.hardware.machine.Machine;
import dev.lamarck.toolchain.link.ElfSymbol;
import dev.lamarck.workloads.evolution.EvolutionLog;
import dev.lamarck.workloads.world.LedgerChange;
import dev.lamarck.workloads.world.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongFunction;

/** What the debugger can ask of this kernel behind {@code monitor}. */
final class KernelCommands {
    static final List<String> HELP = List.of(
            "disas SYMBOL|ADDRESS [N]   N instructions of the kernel as they stand in memory",
            "ledger                     the changes of code up to now",
            "symbols [FILE]             the names of generated code; with FILE, an ELF file of them for add-symbol-file");

    private static final int WORD = 4;
    private static final int MOST_INSTRUCTIONS = 1_000;

    private final World world;
    private final Machine machine;
    private final EvolutionLog log;
    private final GeneratedCode generated;
    private final LongFunction<String> describe;

    KernelCommands(World world, EvolutionLog log, GeneratedCode generated, LongFunction<String> describe) {
        this.world = world;
        this.machine = world.machine();
        this.log = log;
        this.generated = generated;
        this.describe = describe;
    }

    Optional<String> execute(String name, List<String> arguments) {
        return switch (name) {
            case "disas" -> Optional.of(arguments.isEmpty() ? HELP.getFirst() + "\n" : disassemble(arguments));
            case "ledger" -> Optional.of(ledger());
            case "symbols" -> Optional.of(arguments.isEmpty() ? symbols() : symbols(arguments.getFirst()));
            default -> Optional.empty();
        };
    }

    private String disassemble(List<String> arguments) {
        Optional<ElfSymbol> function = world.kernelImage().symbol(arguments.getFirst());
        long start = (function.isPresent() ? function.get().address() : Long.decode(arguments.getFirst())) & -WORD;
        int asked = arguments.size() > 1 ? Integer.decode(arguments.get(1)) : function.map(f -> (int) f.size() / WORD).orElse(1);
        StringBuilder text = new StringBuilder();
        for (long pc = start; pc < start + (long) WORD * Math.min(asked, MOST_INSTRUCTIONS) && machine.isRam(pc, WORD); pc += WORD) {
            int word = world.textWord(pc);
            text.append(String.format("0x%08x  %08x  %s%n", pc, word, Disassembler.text(word, pc, this::name).replace('\t', ' ')));
        }
        return text.isEmpty() ? "there is no kernel code\n" : text.toString();
    }

    private String name(long address) {
        String described = describe.apply(address);
        int from = described.indexOf('<');
        return from < 0 ? null : described.substring(from + 1, described.indexOf('>')).replaceFirst("\\+0$", "");
    }

    private String ledger() {
        StringBuilder text = new StringBuilder();
        for (LedgerChange change : log.ledger()) {
            if (change.cycle() <= machine.cycles()) {
                text.append(String.format(Locale.ROOT, "%12d entry %d (of %d) %s %s at %s%n", change.cycle(), change.id(), change.parent(),
                        change.kind(), change.state(), describe.apply(change.address() == 0 ? change.function() : change.address())));
            }
        }
        return text.isEmpty() ? "nothing has changed the kernel's code\n" : text.toString();
    }

    private String symbols() {
        StringBuilder text = new StringBuilder();
        generated.at(machine.cycles()).forEach(symbol ->
                text.append(String.format("0x%08x %6d %s%n", symbol.address(), symbol.size(), symbol.name())));
        return text.isEmpty() ? "there is no generated code\n" : text.toString();
    }

    private String symbols(String path) {
        Optional<GuestFile> file = generated.file(machine.cycles());
        if (file.isEmpty()) {
            return "there is no generated code\n";
        }
        try {
            Files.write(Path.of(path), file.get().content());
            return "add-symbol-file " + path + "\n";
        } catch (IOException e) {
            return "cannot write " + path + ": " + e.getMessage() + "\n";
        }
    }
}
