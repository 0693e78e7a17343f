package dev.lamarck.lab.listing;

import dev.lamarck.hardware.isa.Disassembler;
import dev.lamarck.hardware.isa.code.Flow;
import dev.lamarck.toolchain.link.ElfSymbol;
import dev.lamarck.toolchain.link.Image;
import dev.lamarck.toolchain.link.SourceLine;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;

/** Lists one function as it stands in memory, and the code that has been spliced into it. */
public final class Listing {
    private static final int WORD = 4;
    /** No patch is longer: a guard against following words that are no code. */
    private static final int LONGEST_PATCH = 4_096;

    /** Words of text as a processor would fetch them. */
    @FunctionalInterface
    public interface CodeMemory {
        int word(long address);
    }

    private final Image image;
    private final CodeMemory memory;
    private final EntriesInForce ledger;
    private final SourceText source;
    private final PrintWriter out;

    public Listing(Image image, CodeMemory memory, EntriesInForce ledger, SourceText source, PrintWriter out) {
        this.image = image;
        this.memory = memory;
        this.ledger = ledger;
        this.source = source;
        this.out = out;
    }

    public void print(ElfSymbol function) {
        out.printf("%s at 0x%08x, %d bytes%n", function.name(), function.address(), function.size());
        Queue<Exit> exits = new ArrayDeque<>();
        SourceLine shown = null;
        for (long pc = function.address(); pc < function.address() + function.size(); pc += WORD) {
            Optional<SourceLine> line = image.lineAt(pc);
            if (line.isPresent() && !line.get().equals(shown)) {
                shown = line.get();
                out.printf("  %s  %s%n", shown, source.line(shown).orElse("").strip());
            }
            instruction(pc, function, exits);
        }
        patches(function, exits);
        out.flush();
    }

    /** A way out of the function that the linker did not write, and the ledger's word for it. */
    private record Exit(long to, String entries) {
        String named(String what) {
            return String.format("%s at 0x%08x%s", what, to, entries.isEmpty() ? "" : ", " + entries);
        }
    }

    /** One word; one that is not the linker's is marked, and where it leads is noted. */
    private void instruction(long pc, ElfSymbol function, Queue<Exit> exits) {
        int word = memory.word(pc);
        int linked = linkedWord(pc);
        if (word == linked) {
            line(' ', pc, word, "");
            return;
        }
        String entries = ledger.changing(pc);
        line('*', pc, word, "was: " + text(linked, pc) + (entries.isEmpty() ? "" : "; " + entries));
        if (Flow.isRelative(word) && !function.contains(Flow.target(word, pc))) {
            exits.add(new Exit(Flow.target(word, pc), entries));
        }
    }

    /** The code outside the function, in the order in which the function's changed words lead to it. */
    private void patches(ElfSymbol function, Queue<Exit> exits) {
        Set<Long> listed = new HashSet<>();
        while (!exits.isEmpty()) {
            Exit exit = exits.remove();
            if (listed.add(exit.to)) {
                Optional<Long> beyond = springboardTo(exit.to, function);
                out.println(exit.named(beyond.isPresent() ? "springboard" : "patch"));
                if (beyond.isPresent()) {
                    line(' ', exit.to, memory.word(exit.to), "");
                    exits.add(new Exit(beyond.get(), exit.entries));
                } else {
                    patch(exit.to, function);
                }
            }
        }
    }

    /** A place that only branches on, and not back into the function, bridges a distance: where it goes. */
    private Optional<Long> springboardTo(long start, ElfSymbol function) {
        int first = memory.word(start);
        boolean onward = Flow.isAlways(first) && !function.contains(Flow.target(first, start));
        return onward ? Optional.of(Flow.target(first, start)) : Optional.empty();
    }

    /** From {@code start} to the branch back into the function or the displaced return, with the delay slot. */
    private void patch(long start, ElfSymbol function) {
        for (long pc = start; pc < start + LONGEST_PATCH; pc += WORD) {
            int word = memory.word(pc);
            line(' ', pc, word, "");
            boolean isBack = Flow.isAlways(word) && function.contains(Flow.target(word, pc));
            if (isBack || Flow.isReturn(word)) {
                if (Flow.hasDelaySlot(word)) {
                    line(' ', pc + WORD, memory.word(pc + WORD), "");
                }
                return;
            }
        }
    }

    private void line(char mark, long pc, int word, String remark) {
        String text = text(word, pc);
        out.printf("  %c 0x%08x  %08x  %s%n", mark, pc, word, remark.isEmpty() ? text : String.format("%-40s ! %s", text, remark));
    }

    private String text(int word, long pc) {
        return Disassembler.text(word, pc, this::name).replace('\t', ' ');
    }

    private String name(long address) {
        return image.file().symbolAt(address).map(symbol -> address == symbol.address() ? symbol.name()
                : symbol.name() + "+0x" + Long.toHexString(address - symbol.address())).orElse(null);
    }

    private int linkedWord(long pc) {
        byte[] bytes = image.file().loaded(pc, WORD);
        return ByteBuffer.wrap(bytes).getInt();
    }
}
