package dev.lamarck.instrumentation.flow;

import dev.lamarck.hardware.isa.code.Fields;
import dev.lamarck.hardware.isa.code.Flow;
import dev.lamarck.hardware.isa.code.RegisterSet;
import dev.lamarck.toolchain.magic.CheckTrap;

/** What the software traps of compiled code mean to control flow and to registers. */
public final class SoftwareTrap {
    /** What {@code gcc} emits for code that cannot be reached. */
    private static final int BUILTIN_TRAP = 5;
    private static final int FIRST_CHECK = 0x50;
    private static final int LAST_CHECK = 0x5f;
    private static final int FLUSH_WINDOWS = 3;
    /** %g1 to %g5 and %o0 to %o7: what a system call reads, returns or may spoil. */
    private static final long EXCHANGED = 0x3eL | RegisterSet.OUTS;
    private static final long O0 = RegisterSet.of(8);

    private SoftwareTrap() {}

    /** Whether the thread ends here: an unconditional check trap, or the compiler's own. */
    static boolean neverReturns(int word) {
        return !Flow.isConditional(word) && endsThread(word);
    }

    /** Whether the thread ends if the trap is taken. */
    public static boolean endsThread(int word) {
        return isCheck(word) || number(word) == BUILTIN_TRAP;
    }

    /** What the trap's handler may read. A failed check reads the message, for it ends the thread. */
    static long uses(int word) {
        return endsThread(word) ? O0 : number(word) == FLUSH_WINDOWS ? 0 : EXCHANGED;
    }

    private static boolean isCheck(int word) {
        int number = number(word);
        return number >= FIRST_CHECK && number <= LAST_CHECK;
    }

    /** The trap's number, -1 if it is computed. */
    private static int number(int word) {
        return Fields.isImmediate(word) && Fields.rs1(word) == 0 ? word & 0x7f : -1;
    }
}
