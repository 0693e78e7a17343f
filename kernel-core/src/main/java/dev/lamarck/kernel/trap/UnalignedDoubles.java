package dev.lamarck.kernel.trap;

import dev.lamarck.kernel.mm.UserMemory;
import dev.lamarck.kernel.sched.KThread;
import dev.lamarck.toolchain.magic.Cpu;
import dev.lamarck.toolchain.magic.Kva;
import dev.lamarck.toolchain.magic.Magic;
import dev.lamarck.toolchain.magic.Memory;

/**
 * Loads and stores of floating-point doublewords at addresses that are multiples of four only. V9 leaves them to software (7.6.1.6,
 * {@code LDDF_mem_address_not_aligned}), and Linux's programs may count on it.
 */
@Magic
final class UnalignedDoubles {
    /** Of another kind: the program's error. */
    static final int NOT_ONE = -1;

    private static final int OP3_STORE = 0x04;
    private static final int OP3_ALTERNATE = 0x10;
    private static final int PRIMARY = 0x80;
    private static final int PRIMARY_LITTLE = 0x88;
    /** In {@code %fprs}: registers below and above 32 were written. */
    private static final long LOWER = 1;
    private static final long UPPER = 2;

    /** Does what the instruction at the frame's PC says, and goes on behind it. @return 0, an error if there is no such memory, or {@link #NOT_ONE} */
    static int complete(@Kva long frame) {
        int word = UserInstruction.read(frame);
        int asi = (word >>> 19 & OP3_ALTERNATE) == 0 ? PRIMARY : UserInstruction.asi(frame, word);
        if (asi != PRIMARY && asi != PRIMARY_LITTLE) {
            return NOT_ONE;
        }
        KThread self = KThread.current();
        Floating.park(self);
        int number = word >>> 25 & 30 | (word >>> 25 & 1) << 5;
        boolean isStore = (word >>> 19 & OP3_STORE) != 0;
        int error = move(TrapFrame.get(frame, TrapFrame.FAULT_ADDRESS), self.floatingArea + 4L * number, isStore, asi == PRIMARY_LITTLE);
        if (error == 0) {
            long written = isStore ? 0 : number < 32 ? LOWER : UPPER;
            Cpu.writeState(Cpu.ASR_FPRS, Cpu.readState(Cpu.ASR_FPRS) | written);
            TrapFrame.skip(frame);
        }
        return error;
    }

    private static int move(long address, @Kva long register, boolean isStore, boolean isLittle) {
        long old = Memory.load64(register);
        if (isStore && isLittle) {
            Memory.store64(register, Long.reverseBytes(old));
        }
        int error = isStore ? UserMemory.copyOut(register, address, Long.BYTES) : UserMemory.copyIn(address, register, Long.BYTES);
        if (isStore) {
            Memory.store64(register, old);
        } else if (isLittle && error == 0) {
            Memory.store64(register, Long.reverseBytes(Memory.load64(register)));
        }
        return error;
    }

    private UnalignedDoubles() {}
}
