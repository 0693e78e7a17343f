package dev.lamarck.toolchain.magic;

/** System calls of user programs: {@code ta 0x6d}, number in {@code %g1}. A result with carry set comes back negated (−errno). */
public final class SystemCall {
    @Intrinsic
    public static long call(int number, long a0, long a1, long a2, long a3, long a4, long a5) {
        return HostedMachine.current().systemCall(number, a0, a1, a2, a3, a4, a5);
    }

    private SystemCall() {}
}
