package dev.lamarck.kernel.boot;

import dev.lamarck.kernel.evolve.Evolve;
import dev.lamarck.kernel.text.SourceTables;
import dev.lamarck.kernel.trap.TrapFrame;
import dev.lamarck.toolchain.magic.Kva;
import dev.lamarck.toolchain.magic.Magic;
import dev.lamarck.toolchain.magic.Memory;

/**
 * Prints who called whom, from program counters and the register windows saved on a kernel stack, and with each function the ledger
 * entries that changed it.
 */
@Magic
public final class Backtrace {
    private static final int MOST_FRAMES = 40;

    /**
     * @param leafReturn {@code %o7}: where a function without a window of its own returns to
     * @param area the register save area of the innermost window, 0 if it is not known; all windows are flushed
     */
    static void print(long pc, long leafReturn, @Kva long area) {
        long start = start(pc);
        line(pc);
        if (start != 0 && start(leafReturn) != 0 && start(leafReturn) != start) {
            line(leafReturn);
        }
        for (int frames = 0; area != 0 && frames < MOST_FRAMES; frames++) {
            long caller = Memory.load64(area + TrapFrame.SAVED_RETURN);
            long next = Memory.load64(area + TrapFrame.SAVED_FP) + TrapFrame.STACK_BIAS;
            if (start(caller) == 0) {
                return;
            }
            line(caller);
            area = next > area ? next : 0;
        }
    }

    /** The start of the linked function that an address belongs or corresponds to; 0 if there is none. */
    private static long start(long address) {
        long pc = inText(address);
        return SourceTables.functionName(pc) == 0 ? 0 : SourceTables.functionStart(pc);
    }

    /** The linked instruction for an address in a patch or in a version, any other address as it is. */
    private static long inText(long pc) {
        long site = Evolve.originalOf(pc);
        return site == 0 ? pc : site;
    }

    /** What code an address is in. */
    public static void line(long address) {
        Log.text("  at ");
        Log.hex(address);
        long pc = inText(address);
        if (pc != address) {
            Log.text(" in the code of ledger entry ");
            Log.decimal(Evolve.ledgerEntryAt(address));
            Log.text(" at");
        }
        long name = SourceTables.functionName(pc);
        if (name != 0) {
            Log.text(" ");
            Log.text(name);
            Log.text("+");
            Log.hex(pc - SourceTables.functionStart(pc));
            Log.text(" (");
            Log.text(SourceTables.fileName(pc));
            Log.text(":");
            Log.decimal(SourceTables.line(pc));
            Log.text(")");
            changes(pc);
        }
        Log.line();
    }

    /** What the ledger knows to have been changed in the function, latest first. */
    private static void changes(long pc) {
        long function = SourceTables.functionStart(pc);
        int entry = Evolve.ledgerEntryOf(function, Integer.MAX_VALUE);
        for (String separator = ", changed by ledger entry "; entry != 0; separator = ", ") {
            Log.text(separator);
            Log.decimal(entry);
            entry = Evolve.ledgerEntryOf(function, entry);
        }
    }

    private Backtrace() {}
}
