package dev.lamarck.kernel.trap;

import dev.lamarck.kernel.mm.UserMemory;
import dev.lamarck.kernel.sched.KThread;
import dev.lamarck.toolchain.magic.Kva;
import dev.lamarck.toolchain.magic.Magic;
import dev.lamarck.toolchain.magic.Memory;

/**
 * Reads the user's load or store that faulted (V9 A.25–A.28, A.51–A.55): which address, and is it a load that may not
 * fault.
 */
@Magic
final class UserInstruction {
    private static final int OP_MEMORY = 3;
    // op3 bits: alternate space, floating-point; the FP loads from alternate space by their op3
    private static final int OP3_ALTERNATE = 0x10;
    private static final int OP3_STORE = 0x04;
    private static final int OP3_FP = 0x20;
    private static final int LDFA = 0x30;
    private static final int LDDFA = 0x33;
    // ASIs 0x82 primary no-fault, 0x83 secondary, and their little-endian twins 0x8A, 0x8B
    private static final int NO_FAULT = 0x82;
    private static final int NO_FAULT_MASK = 0xF6;
    private static final int TSTATE_ASI_SHIFT = 24;
    private static final int FIRST_LOCAL = 16;

    /** The instruction at the frame's PC; 0, which is none, if it cannot be read. */
    static int read(@Kva long frame) {
        return UserMemory.load32(TrapFrame.get(frame, TrapFrame.PC));
    }

    /** The exact address of a data access that faulted in a page; the page if the instruction gives no better one. */
    static long address(@Kva long frame, long page) {
        int word = read(frame);
        if (word >>> 30 != OP_MEMORY) {
            return page;
        }
        long second = (word & 1 << 13) != 0 ? word << 19 >> 19 : register(frame, word & 31);
        long address = register(frame, word >>> 14 & 31) + second;
        return address >>> 13 == page >>> 13 ? address : page;
    }

    /** If the instruction is a non-faulting load, completes it with zero. @return whether it is one */
    static boolean skipNonFaultingLoad(@Kva long frame) {
        int word = read(frame);
        int op3 = word >>> 19 & 63;
        boolean isAlternateLoad = word >>> 30 == OP_MEMORY && (op3 & OP3_ALTERNATE) != 0 && (op3 & OP3_STORE) == 0;
        if (!isAlternateLoad || (asi(frame, word) & NO_FAULT_MASK) != NO_FAULT) {
            return false;
        }
        int rd = word >>> 25 & 31;
        if ((op3 & OP3_FP) == 0) {
            setRegister(frame, rd, 0);
        } else {
            clearFloating(rd, op3);
        }
        TrapFrame.skip(frame);
        return true;
    }

    static int asi(long frame, int word) {
        if ((word & 1 << 13) == 0) {
            return word >>> 5 & 0xFF;
        }
        return (int) (TrapFrame.get(frame, TrapFrame.TSTATE) >>> TSTATE_ASI_SHIFT) & 0xFF;
    }

    private static void clearFloating(int rd, int op3) {
        KThread self = KThread.current();
        Floating.park(self);
        if (op3 == LDFA) {
            Memory.store32(self.floatingArea + 4L * rd, 0);
        } else if (op3 == LDDFA) {
            Memory.store64(self.floatingArea + 4L * (rd & 30 | (rd & 1) << 5), 0);
        }
    }

    /** A register of the interrupted program: locals and ins are on its stack once its windows are settled. */
    private static long register(long frame, int number) {
        if (number == 0) {
            return 0;
        }
        if (number < FIRST_LOCAL) {
            return number < 8 ? TrapFrame.global(frame, number) : TrapFrame.out(frame, number - 8);
        }
        UserWindows.settle(KThread.current());
        return UserMemory.load64(saved(frame, number));
    }

    private static void setRegister(long frame, int number, long value) {
        if (number >= FIRST_LOCAL) {
            UserWindows.settle(KThread.current());
            UserMemory.store64(saved(frame, number), value);
        } else if (number >= 8) {
            TrapFrame.setOut(frame, number - 8, value);
        } else if (number > 0) {
            TrapFrame.setGlobal(frame, number, value);
        }
    }

    private static long saved(long frame, int number) {
        return TrapFrame.stack(frame) + 8L * (number - FIRST_LOCAL);
    }

    private UserInstruction() {}
}
