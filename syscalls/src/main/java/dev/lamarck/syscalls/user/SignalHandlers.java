package dev.lamarck.syscalls.user;

import dev.lamarck.syscalls.abi.SyscallNumber;
import dev.lamarck.toolchain.magic.Address;
import dev.lamarck.toolchain.magic.Assembly;
import dev.lamarck.toolchain.magic.Magic;
import dev.lamarck.toolchain.magic.Symbol;
import dev.lamarck.toolchain.magic.SystemCall;

/** What the C library adds to {@code rt_sigaction}: where handlers return to. */
@Magic
public final class SignalHandlers {
    private static final int SIGNAL_SET_BYTES = 8;
    /** Handler, flags, an unused word, mask ({@code struct sigaction}). */
    private static final long[] ACTION = new long[4];

    /** Has a signal call code at an address, with {@code (int signal, long information, long context)}. */
    public static void enter(int signal, long code, long flags) {
        ACTION[0] = code;
        ACTION[1] = flags;
        SystemCall.call(SyscallNumber.RT_SIGACTION, signal, Pointer.toWords(ACTION), 0, Address.symbol("rt_sigreturn") - 8, SIGNAL_SET_BYTES, 0);
    }

    /** Where handlers return to. */
    @Assembly("""
            mov     101, %g1
            ta      0x6d
            """)
    @Symbol("rt_sigreturn")
    private static native void sigreturn();

    private SignalHandlers() {}
}
