package dev.lamarck.toolchain.magic;

/** The processor's own state. Register numbers must be compile-time constants: each call is one instruction. */
public final class Cpu {
    // RDPR/WRPR register numbers, V9 A.43
    public static final int TPC = 0;
    public static final int TNPC = 1;
    public static final int TSTATE = 2;
    public static final int TT = 3;
    public static final int TICK = 4;
    public static final int TBA = 5;
    public static final int PSTATE = 6;
    public static final int TL = 7;
    public static final int PIL = 8;
    public static final int CWP = 9;
    public static final int CANSAVE = 10;
    public static final int CANRESTORE = 11;
    public static final int CLEANWIN = 12;
    public static final int OTHERWIN = 13;
    public static final int WSTATE = 14;
    public static final int VERSION = 31;

    // RDASR/WRASR register numbers, V9 A.44 and UltraSPARC-I
    public static final int ASR_Y = 0;
    public static final int ASR_CCR = 2;
    public static final int ASR_ASI = 3;
    public static final int ASR_TICK = 4;
    public static final int ASR_FPRS = 6;
    public static final int ASR_PCR = 16;
    public static final int ASR_PIC = 17;
    public static final int ASR_GSR = 19;
    public static final int ASR_CLEAR_SOFTINT = 21;
    public static final int ASR_TICK_COMPARE = 23;

    public static final int MEMBAR_STORE_LOAD = 0x02;
    public static final int MEMBAR_SYNC = 0x40;

    @Intrinsic
    public static long readPrivileged(int register) {
        return HostedMachine.current().privileged(register);
    }

    @Intrinsic
    public static void writePrivileged(int register, long value) {
        HostedMachine.current().setPrivileged(register, value);
    }

    @Intrinsic
    public static long readState(int register) {
        return HostedMachine.current().state(register);
    }

    @Intrinsic
    public static void writeState(int register, long value) {
        HostedMachine.current().setState(register, value);
    }

    /** Spills every window but the current one ({@code flushw}). */
    @Intrinsic
    public static void flushWindows() {}

    /** Makes stores to the doubleword at the address visible to instruction fetch ({@code flush}). */
    @Intrinsic
    public static void flushInstruction(long va) {}

    @Intrinsic
    public static void barrier(int mask) {}

    /** {@code %g7}: the current thread in the kernel, the thread pointer in user programs. */
    @Intrinsic
    public static long threadRegister() {
        return HostedMachine.current().threadRegister();
    }

    @Intrinsic
    public static void setThreadRegister(long value) {
        HostedMachine.current().setThreadRegister(value);
    }

    /** {@code %g6}: the per-CPU structure. */
    @Intrinsic
    public static long cpuRegister() {
        return HostedMachine.current().cpuRegister();
    }

    @Intrinsic
    public static void setCpuRegister(long value) {
        HostedMachine.current().setCpuRegister(value);
    }

    /** {@code %sp} without the stack bias removed. */
    @Intrinsic
    public static long stackPointer() {
        return HostedMachine.current().stackPointer();
    }

    private Cpu() {}
}
