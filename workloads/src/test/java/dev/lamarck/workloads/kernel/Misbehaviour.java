package dev.lamarck.workloads.kernel;

import dev.lamarck.syscalls.user.Output;
import dev.lamarck.syscalls.user.Posix;
import dev.lamarck.toolchain.magic.Assembly;

/** A guest program whose children each do one thing that no program may, and which tells how each ended. */
public final class Misbehaviour {
    private static final String[] NAMES = {"illegal instruction", "misaligned load", "jump to zero", "privileged register", "kernel memory",
        "own text", "endless recursion", "stack nowhere", "misaligned stack", "physical memory", "hole in the address space", "kernel's check trap",
        "division by zero"};

    public static void main(String[] args) {
        for (int deed = 0; deed < NAMES.length; deed++) {
            Output.STANDARD.flush();
            int child = Posix.fork();
            if (child == 0) {
                commit(deed);
                Posix.exit(0);
            }
            Posix.waitFor(child, 0);
            Output.STANDARD.text(NAMES[deed]).text(": ").decimal(Posix.lastStatus() - 128).line();
        }
        Output.STANDARD.flush();
    }

    private static void commit(int deed) {
        switch (deed) {
            case 0 -> illegalInstruction();
            case 1 -> load(0x10_0001);
            case 2 -> jump(0);
            case 3 -> privilegedRegister();
            case 4 -> load(0x8000_0000L);
            case 5 -> storeToText();
            case 6 -> endlessRecursion();
            case 7 -> stackNowhere();
            case 8 -> misalignedStack();
            case 9 -> physicalMemory();
            case 10 -> load(0x4000_0000_0000_0000L);
            case 11 -> checkTrap();
            default -> divideByZero();
        }
    }

    @Assembly("retl\nilltrap 0")
    private static native void illegalInstruction();

    @Assembly("retl\nldx [%o0], %o0")
    private static native long load(long address);

    @Assembly("jmp %o0\nnop")
    private static native void jump(long address);

    @Assembly("retl\nrdpr %pil, %o0")
    private static native long privilegedRegister();

    @Assembly("rd %pc, %o0\nretl\nst %g0, [%o0]")
    private static native void storeToText();

    @Assembly("1: ba,pt %xcc, 1b\nsave %sp, -176, %sp")
    private static native void endlessRecursion();

    @Assembly("""
            set     0x40000000, %o1
            mov     %o1, %sp
    1:      ba,pt   %xcc, 1b
            save    %sp, -176, %sp
            """)
    private static native void stackNowhere();

    @Assembly("""
            add     %sp, 1, %sp
    1:      ba,pt   %xcc, 1b
            save    %sp, -176, %sp
            """)
    private static native void misalignedStack();

    @Assembly("retl\nldxa [%g0] 0x14, %o0")
    private static native long physicalMemory();

    @Assembly("retl\nta 0x58")
    private static native void checkTrap();

    @Assembly("retl\nsdivx %o0, %g0, %o0")
    private static native long divideByZero();

    private Misbehaviour() {}
}
