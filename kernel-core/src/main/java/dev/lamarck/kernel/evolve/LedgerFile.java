package dev.lamarck.kernel.evolve;

import dev.lamarck.kernel.fs.proc.SystemFile;
import dev.lamarck.kernel.text.TextBuffer;
import dev.lamarck.toolchain.magic.Text;

/**
 * {@code /proc/ledger}: a line a change of code that is not yet undone and reclaimed, latest first: its number, its whole's, its kind and state as the
 * {@linkplain ChannelMessage channel} has them, the cycle, the function, the address with the word before and after; last, how many are forgotten.
 */
final class LedgerFile extends SystemFile {
    private final Ledger ledger;

    LedgerFile(Ledger ledger) {
        super(Text.bytes("ledger"), 3);
        this.ledger = ledger;
    }

    @Override
    protected void write(TextBuffer text) {
        Step.begin();
        for (LedgerEntry entry = ledger.latest(); entry != null; entry = entry.next) {
            text.decimal(entry.id).character(' ').decimal(entry.parent).character(' ').decimal(entry.kind).character(' ').decimal(entry.state)
                    .character(' ').decimal(entry.cycle).character(' ');
            KernelSymbols.appendName(entry.function, text);
            if (entry.address != 0) {
                text.character(' ').hexadecimal(entry.address).character(' ').hexadecimal(entry.wordBefore & 0xFFFF_FFFFL)
                        .character(' ').hexadecimal(entry.wordAfter & 0xFFFF_FFFFL);
            }
            text.line();
        }
        text.text("forgotten ").decimal(ledger.folded()).line();
        Step.end();
    }
}
