package dev.lamarck.kernel.trap;

import dev.lamarck.toolchain.magic.Assembly;
import dev.lamarck.toolchain.magic.Symbol;

/**
 * System calls: number in the user's {@code %g1}, arguments in {@code %o0}–{@code %o5}, handlers in {@code
 * _syscalls}, 1024 addresses of which 0 means none. The result is an error, reported by carry in both {@code %xcc}
 * and {@code %icc}, if it is in −4095…−1. A handler that replaces the user's registers clears {@link TrapFrame#CALL};
 * its result is then dropped.
 */
final class SystemCallEntry {
    @Symbol("system_call")
    @Assembly(AssemblyNames.FRAME + """
            LAST_ERROR = 4095
            CARRY = 0x11                            ! both carries, in the high half of TSTATE
            interrupted_in_l0_behind_save:
            ldx     [%l0 + FRAME_G1], %l2
            ldx     [%l0 + FRAME_NPC], %l3
            stx     %l3, [%l0 + FRAME_PC]
            add     %l3, 4, %l3
            stx     %l3, [%l0 + FRAME_NPC]
            add     %l2, 1, %l3
            stx     %l3, [%l0 + FRAME_CALL]
            stx     %i0, [%l0 + FRAME_FIRST]
            cmp     %l2, 1024
            bgeu,pn %xcc, 3f
            sllx    %l2, 2, %l2
            sethi   %hi(_syscalls), %l3
            or      %l3, %lo(_syscalls), %l3
            lduw    [%l3 + %l2], %l3
            brz,pn  %l3, 3f
            mov     %i0, %o0
            mov     %i1, %o1
            mov     %i2, %o2
            mov     %i3, %o3
            mov     %i4, %o4
            jmpl    %l3, %o7
            mov     %i5, %o5
    1:      ldx     [%l0 + FRAME_CALL], %l2
            brz,pn  %l2, user_return
            ldx     [%l0 + FRAME_TSTATE], %l4
            mov     CARRY, %l5
            sllx    %l5, 32, %l5
            cmp     %o0, -LAST_ERROR
            bgeu,pn %xcc, 2f
            andn    %l4, %l5, %l4
            stx     %l4, [%l0 + FRAME_TSTATE]
            ba,pt   %xcc, user_return
            stx     %o0, [%l0 + FRAME_O0]
    2:      or      %l4, %l5, %l4
            stx     %l4, [%l0 + FRAME_TSTATE]
            neg     %o0
            ba,pt   %xcc, user_return
            stx     %o0, [%l0 + FRAME_O0]
    3:      call    unknown_call
            ldx     [%l0 + FRAME_G1], %o0
            ba,pt   %xcc, 1b
            nop
            """)
    static native void enter();

    private SystemCallEntry() {}
}
