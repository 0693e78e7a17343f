package dev.lamarck.syscalls.user;

import dev.lamarck.kernel.text.SourceTables;
import dev.lamarck.toolchain.magic.Call;
import dev.lamarck.toolchain.magic.CheckTrap;
import dev.lamarck.toolchain.magic.Magic;
import dev.lamarck.toolchain.magic.Memory;

/**
 * Tells where a check failed. Null, bounds, cast, divide and the other checks of Kernel Java are traps, which reach a process as signals; the
 * handler names function, file and line, and returns: the signal, reset by its delivery, then ends the process.
 */
@Magic
final class TrapReport {
    private static final int SIGILL = 4;
    private static final int SIGFPE = 8;
    private static final int SIGBUS = 10;
    private static final int SIGSEGV = 11;
    private static final long SA_RESETHAND = 4;
    private static final long SA_SIGINFO = 0x200;
    /** Of the frame that the kernel makes: siginfo, then the registers, of which the program counter ({@code asm/ptrace.h}). */
    private static final int FRAME_PC = 128 + 136;

    static void install() {
        catchSignal(SIGILL);
        catchSignal(SIGFPE);
        catchSignal(SIGBUS);
        catchSignal(SIGSEGV);
    }

    private static void catchSignal(int signal) {
        SignalHandlers.enter(signal, Call.entryOf(TrapReport.class, "handle"), SA_RESETHAND | SA_SIGINFO);
    }

    private static void handle(int signal, long information, long context) {
        long pc = Memory.load64(context + FRAME_PC);
        long function = SourceTables.functionName(pc);
        if (function != 0) {
            Output.ERROR.text("at ");
            name(function);
            Output.ERROR.text(" (");
            name(SourceTables.fileName(pc));
            Output.ERROR.text(":").decimal(SourceTables.line(pc)).text("): ");
        }
        Output.ERROR.text(reason(signal, pc)).line();
    }

    private static void name(long string) {
        byte[] text = CString.bytes(string);
        Output.ERROR.bytes(text, 0, text.length);
    }

    private static String reason(int signal, long pc) {
        if (signal == SIGFPE) {
            return "division by zero";
        }
        if (signal == SIGBUS) {
            return "misaligned access";
        }
        if (signal == SIGSEGV) {
            return "null reference or unmapped address";
        }
        return check(Memory.load32(pc) & 0x7F);
    }

    /** The kind of check is the number in the trap instruction. */
    private static String check(int trap) {
        return switch (trap) {
            case CheckTrap.NULL -> "null reference";
            case CheckTrap.BOUNDS -> "index out of bounds";
            case CheckTrap.CAST -> "object of another class";
            case CheckTrap.NEGATIVE_SIZE -> "array of negative size";
            case CheckTrap.ASSERTION -> "assertion failed";
            case CheckTrap.NO_MATCH -> "no case matches";
            case CheckTrap.PANIC -> "panic";
            case CheckTrap.ARRAY_STORE -> "object of another class stored in an array";
            case CheckTrap.UNREACHABLE -> "end of a method that does not end";
            default -> "illegal instruction";
        };
    }

    private TrapReport() {}
}
