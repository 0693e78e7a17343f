package dev.lamarck.lab.listing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamarck.hardware.isa.Assembler;
import dev.lamarck.hardware.isa.code.Emit;
import dev.lamarck.toolchain.link.ElfSymbol;
import dev.lamarck.toolchain.link.Image;
import dev.lamarck.workloads.image.ImageCache;
import dev.lamarck.workloads.image.Images;
import dev.lamarck.workloads.world.LedgerChange;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Listings of a function of the kernel whose words in memory are the linker's but for those that a test changes. */
class ListingTest {
    private static final long NEAR = 0x70_0000;
    private static final long BEYOND = NEAR + 0x10_0000;

    private final Map<Long, Integer> changed = new HashMap<>();
    private final Image image;
    private final ElfSymbol function;

    ListingTest() throws Exception {
        image = Image.read(new Images(ImageCache.ofUser(), what -> { }).image(Images.kernelRequest(Map.of()), "the kernel").bytes());
        function = image.symbol("copen").orElseThrow();
    }

    private int linked(long address) {
        return ByteBuffer.wrap(image.file().loaded(address, Integer.BYTES)).getInt();
    }

    private String listing(EntriesInForce ledger) {
        StringWriter text = new StringWriter();
        new Listing(image, address -> changed.containsKey(address) ? changed.get(address) : linked(address), ledger, new SourceText(null),
                new PrintWriter(text)).print(function);
        return text.toString();
    }

    private static LedgerChange change(int id, LedgerChange.State state, long cycle, long address) {
        return new LedgerChange(id, 0, 1, LedgerChange.Kind.COUNT_CALLS, state, cycle, address, address, 0, 0, 0, List.of(), null);
    }

    @Test
    void aLauncherIsFollowedOverItsSpringboardToThePatch() {
        long entry = function.address();
        changed.put(entry, Emit.branchFar(entry, NEAR));
        changed.put(NEAR, Emit.branchFar(NEAR, BEYOND));
        changed.put(BEYOND, linked(entry));
        changed.put(BEYOND + 4, Emit.branchFar(BEYOND + 4, entry + 4));
        EntriesInForce ledger = EntriesInForce.at(100, List.of(change(3, LedgerChange.State.INSTALLED, 100, entry)));
        assertThat(listing(ledger)).containsPattern("(?m)^  \\* 0x\\w+  \\w{8}  b,a .*0x700000 +! was: save .*; ledger entry 3$")
                .containsPattern("(?s)springboard at 0x00700000, ledger entry 3\n[^\n]+\npatch at 0x00800000, ledger entry 3\n[^\n]+save[^\n]+\n"
                        + "[^\n]+<copen\\+0x4>\n$");
    }

    @Test
    void aPatchEndsWithTheReturnThatItDisplaced() {
        long entry = function.address();
        changed.put(entry, Emit.branchFar(entry, NEAR));
        changed.put(NEAR, Emit.nop());
        changed.put(NEAR + 4, Assembler.word("ret", NEAR + 4));
        changed.put(NEAR + 8, Emit.nop());
        assertThat(listing(EntriesInForce.NONE)).containsPattern("patch at 0x00700000\n[^\n]+nop\n[^\n]+ret\n[^\n]+nop\n$");
    }

    @Test
    void aFunctionThatNobodyChangedHasNoMarks() {
        assertThat(listing(EntriesInForce.NONE)).startsWith("copen at 0x").doesNotContain("  * ", "patch at", "was:");
    }

    @Test
    void theLedgerKnowsWhatIsInTheTextAtACycle() {
        List<LedgerChange> ledger = List.of(change(2, LedgerChange.State.INSTALLED, 10, 0x400), change(5, LedgerChange.State.INSTALLED, 20, 0x400),
                change(2, LedgerChange.State.REMOVED, 30, 0x400), change(2, LedgerChange.State.RECLAIMED, 40, 0x400));
        assertThat(EntriesInForce.at(9, ledger).changing(0x400)).isEmpty();
        assertThat(EntriesInForce.at(19, ledger).changing(0x400)).isEqualTo("ledger entry 2");
        assertThat(EntriesInForce.at(29, ledger).changing(0x400)).isEqualTo("ledger entries 2, 5");
        assertThat(EntriesInForce.at(99, ledger).changing(0x400)).isEqualTo("ledger entry 5");
        assertThat(EntriesInForce.at(99, ledger).changing(0x404)).isEmpty();
    }
}
