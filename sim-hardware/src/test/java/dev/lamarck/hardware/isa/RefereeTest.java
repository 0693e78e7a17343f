package dev.lamarck.hardware.isa;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The table against binutils, in both directions. Where binutils is known to err, or names what SPARC V9 with VIS 1 and 2 does
 * not have, {@link #isKnownDifference} says so; everything else must agree to the letter.
 */
class RefereeTest {
    private static final long SEED = Long.getLong("isa.seed", 20_251_121);
    private static final int RANDOM_WORDS = Integer.getInteger("isa.words", 60_000);

    @TempDir
    Path directory;

    @Test
    void everyRowIsPrintedAsObjdumpPrintsIt() throws IOException, InterruptedException {
        int[] words = SampleWords.ofAllRows(SEED);
        List<Binutils.Line> lines = new Binutils(directory).disassemble(words);
        assertThat(lines).hasSize(words.length);
        assertThat(differences(lines, _ -> null)).isEmpty();
    }

    /** All of glibc's start-up, printing, allocation and mathematics: code that nobody chose for this test. */
    @Test
    void codeOfGccIsPrintedAsObjdumpPrintsIt() throws IOException, InterruptedException {
        List<Binutils.Line> lines = new Binutils(directory).disassembleProgram("""
                #include <math.h>
                #include <stdio.h>
                int main(int argc, char **argv) { printf("%f %s", pow(argc, 0.3), argv[0]); return 0; }
                """);
        assertThat(lines).hasSizeGreaterThan(50_000);
        assertThat(differences(lines, _ -> "")).isEmpty();
    }

    @Test
    void everyRowIsAssembledAsGasAssemblesIt() throws IOException, InterruptedException {
        Binutils binutils = new Binutils(directory);
        int[] words = SampleWords.ofAllRows(SEED);
        List<String> lines = IntStream.range(0, words.length).mapToObj(at -> portable(words[at], at * 4L)).toList();
        assertThat(binutils.refused(lines).stream().map(lines::get)).isEmpty();
        int[] theirs = binutils.assemble(lines);

        List<String> differences = new ArrayList<>();
        for (int at = 0; at < words.length; at++) {
            int ours = Assembler.word(lines.get(at), at * 4L);
            if (theirs[at] != ours) {
                differences.add("%08x by as, %08x by us: %s".formatted(theirs[at], ours, lines.get(at)));
            }
        }
        assertThat(differences).isEmpty();
    }

    /** Our text with targets relative to "." (an absolute one is a relocation to as) and spaces by number. */
    private static String portable(int word, long pc) {
        String text = Disassembler.text(word, pc);
        return switch (Decoder.decode(word)) {
            case Insn.Branch branch -> text.replaceFirst("0x[0-9a-f]+$", ". + (" + branch.displacement() + ")");
            case Insn.Call(int displacement) -> text.replaceFirst("0x[0-9a-f]+$", ". + (" + displacement + ")");
            case Insn.Load load -> text.replaceFirst("#ASI_\\w+", "" + load.asi());
            case Insn.Store store -> text.replaceFirst("#ASI_\\w+", "" + store.asi());
            case Insn.Atomic atomic -> text.replaceFirst("#ASI_\\w+", "" + atomic.asi());
            case Insn.CompareAndSwap swap -> text.replaceFirst("#ASI_\\w+", "" + swap.asi());
            case Insn.Sync sync -> text.replaceFirst("#ASI_\\w+", "" + sync.asi());
            case Insn.Immediate constant -> text.replaceFirst("illtrap  0xff.*", "illtrap " + constant.imm22());
            default -> text;
        };
    }

    /** The lines, with a nop in place of each that as refuses. */
    private static List<String> acceptedBy(Binutils binutils, List<String> lines) throws IOException, InterruptedException {
        Set<Integer> refused = new HashSet<>(binutils.refused(lines));
        return IntStream.range(0, lines.size()).mapToObj(at -> refused.contains(at) ? "nop" : lines.get(at)).toList();
    }

    /**
     * Words with reserved bits set are illegal to us, while objdump names many of them. It is right to differ where as does
     * not turn objdump's text back into the word. Replay with {@code -Disa.seed=N}; longer with {@code -Disa.words=N}.
     */
    @Test
    void randomWordsAreNamedAlike() throws IOException, InterruptedException {
        Binutils binutils = new Binutils(directory);
        int[] words = new Random(SEED).ints(RANDOM_WORDS).toArray();
        List<Binutils.Line> lines = binutils.disassemble(words);
        assertThat(differences(lines, _ -> null)).as("replay with -Disa.seed=%d", SEED).isEmpty();

        List<String> named = lines.stream()
                .map(line -> Decoder.op(line.word()) == null && line.text() != null ? line.text() : "nop").toList();
        int[] again = binutils.assemble(acceptedBy(binutils, named));
        List<String> missing = IntStream.range(0, words.length)
                .filter(at -> again[at] == words[at] && Decoder.op(words[at]) == null && !isBeyondV9(words[at], named.get(at)))
                .mapToObj(at -> "%08x %s".formatted(words[at], named.get(at))).toList();
        assertThat(missing).as("replay with -Disa.seed=%d", SEED).isEmpty();
    }

    /** Words that we name, and objdump names otherwise or not at all. */
    private static List<String> differences(List<Binutils.Line> lines, Disassembler.Symbolizer symbolizer) {
        List<String> differences = new ArrayList<>();
        for (Binutils.Line line : lines) {
            String ours = Disassembler.text(line.word(), line.pc(), symbolizer).replace(" <>", "");
            Op op = Decoder.op(line.word());
            if (op != null && !ours.equals(line.text()) && !isKnownDifference(op, line.word())) {
                differences.add("%08x objdump: %s, we: %s".formatted(line.word(), line.text(), ours));
            }
        }
        return differences;
    }

    /**
     * What objdump's v9b knows beyond the table: registers of hyperprivileged machines, V8's coprocessor branches, and trap
     * numbers of more than the 7 bits that V9 gives them.
     */
    private static boolean isBeyondV9(int word, String text) {
        boolean isTrap = word >>> 30 == 2 && (word >>> 19 & 0x3f) == 0x3a;
        return text.matches("(wrhpr|rdhpr|cb|allclean|otherw|normalw|invalw).*") || text.matches("(wrpr|rdpr) .*(%gl|%ver).*")
                || isTrap;
    }

    private static boolean isKnownDifference(Op op, int word) {
        boolean immediate = (word & 1 << 13) != 0;
        return switch (op) {
            // objdump shows the cc bits of "tne %xcc, 3" as part of the trap number
            case TrapOp.TCC -> immediate && (word & 1 << 12) != 0;
            // objdump knows no stqa with an immediate space
            case StoreOp.STQFA -> !immediate;
            // objdump leaves out a zero source when the register has no name
            case StateOp.WRASR -> (word >>> 25 & 31) < 16 || (word >>> 25 & 31) > 25;
            default -> false;
        };
    }
}
