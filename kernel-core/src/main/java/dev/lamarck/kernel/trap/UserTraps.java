package dev.lamarck.kernel.trap;

import dev.lamarck.kernel.mm.AddressSpace;
import dev.lamarck.kernel.mm.UserMemory;
import dev.lamarck.kernel.sched.KThread;
import dev.lamarck.kernel.signal.Signal;
import dev.lamarck.kernel.signal.Signals;
import dev.lamarck.kernel.signal.UserContext;
import dev.lamarck.toolchain.magic.Kva;
import dev.lamarck.toolchain.magic.Magic;

/** What a user program's traps mean: a page to be brought, a service, or a signal to the program. */
@Magic
final class UserTraps {
    private static final long PAGE = 8192;

    static void handle(@Kva long frame, int type) {
        switch (type) {
            case TrapType.DATA_MISS -> pageFault(frame, AddressSpace.READ);
            case TrapType.DATA_PROTECTION -> pageFault(frame, AddressSpace.WRITE);
            case TrapType.INSTRUCTION_MISS -> pageFault(frame, AddressSpace.EXECUTE);
            case TrapType.USER_FILL -> fillFault(frame);
            case TrapType.USER_SPILL -> { }
            case TrapType.FP_DISABLED -> Floating.enable(KThread.current(), frame);
            case TrapType.FLUSH_WINDOWS -> flushWindows(frame);
            case TrapType.GET_CONTEXT -> UserContext.get(frame);
            case TrapType.SET_CONTEXT -> UserContext.set(frame);
            default -> signal(frame, type);
        }
    }

    private static void signal(long frame, int type) {
        long pc = TrapFrame.get(frame, TrapFrame.PC);
        switch (type) {
            case TrapType.INSTRUCTION_ACCESS_EXCEPTION -> force(Signal.SIGSEGV, Signals.SEGV_MAPERR, pc);
            case TrapType.DATA_ACCESS_EXCEPTION -> badAddress(frame);
            case TrapType.LDDF_MEM_ADDRESS_NOT_ALIGNED, TrapType.STDF_MEM_ADDRESS_NOT_ALIGNED -> unaligned(frame, UnalignedDoubles.complete(frame));
            case TrapType.MEM_ADDRESS_NOT_ALIGNED -> unaligned(frame, UnalignedDoubles.NOT_ONE);
            case TrapType.DIVISION_BY_ZERO, TrapType.SOFTWARE_DIVISION -> force(Signal.SIGFPE, Signals.FPE_INTDIV, pc);
            case TrapType.FP_EXCEPTION_IEEE, TrapType.FP_EXCEPTION_OTHER -> floatingException(Floating.status(KThread.current()), pc);
            case TrapType.TAG_OVERFLOW -> force(Signal.SIGEMT, Signals.EMT_TAGOVF, pc);
            case TrapType.PRIVILEGED_OPCODE, TrapType.PRIVILEGED_ACTION -> force(Signal.SIGILL, Signals.ILL_PRVOPC, pc);
            case TrapType.BREAKPOINT -> force(Signal.SIGTRAP, Signals.TRAP_BRKPT, pc);
            default -> force(Signal.SIGILL, type >= TrapType.SOFTWARE ? Signals.ILL_ILLTRP : Signals.ILL_ILLOPC, pc);
        }
    }

    /** An operation that the processor has not is an illegal instruction, as nobody computes it for it. */
    private static void floatingException(int status, long pc) {
        boolean isMissing = Floating.isUnimplemented(status);
        force(isMissing ? Signal.SIGILL : Signal.SIGFPE, isMissing ? Signals.ILL_ILLOPC : Floating.cause(status), pc);
    }

    /** @param code {@link UnalignedDoubles#complete}'s */
    private static void unaligned(long frame, int code) {
        long address = TrapFrame.get(frame, TrapFrame.FAULT_ADDRESS);
        if (code == UnalignedDoubles.NOT_ONE) {
            force(Signal.SIGBUS, Signals.BUS_ADRALN, address);
        } else if (code != 0) {
            force(Signal.SIGSEGV, Signals.SEGV_MAPERR, address);
        }
    }

    /** The MMU knows the page; the instruction tells the address. */
    private static void pageFault(long frame, int access) {
        long page = TrapFrame.get(frame, TrapFrame.FAULT_ADDRESS) & -PAGE;
        int code = faultIn(page, access);
        if (code == AddressSpace.NO_MEMORY) {
            force(Signal.SIGKILL, 0, 0);
        } else if (code != 0) {
            boolean isFetch = access == AddressSpace.EXECUTE;
            if (isFetch || !UserInstruction.skipNonFaultingLoad(frame)) {
                long address = isFetch ? TrapFrame.get(frame, TrapFrame.PC) : UserInstruction.address(frame, page);
                report(code, address);
            }
        }
    }

    private static void report(int fault, long address) {
        if (fault == AddressSpace.BEYOND_END) {
            force(Signal.SIGBUS, Signals.BUS_ADRERR, address);
        } else {
            force(Signal.SIGSEGV, fault, address);
        }
    }

    private static int faultIn(long va, int access) {
        boolean isUser = va >= AddressSpace.LOWEST && va < AddressSpace.HIGHEST;
        return isUser ? UserMemory.fault(va, access) : AddressSpace.NOT_MAPPED;
    }

    /** An address that no page table could map. */
    private static void badAddress(long frame) {
        if (!UserInstruction.skipNonFaultingLoad(frame)) {
            force(Signal.SIGSEGV, Signals.SEGV_MAPERR, TrapFrame.get(frame, TrapFrame.FAULT_ADDRESS));
        }
    }

    /** A restore found its window's page missing: it is repeated once the page is there. */
    private static void fillFault(long frame) {
        long area = TrapFrame.get(frame, TrapFrame.FAULT_ADDRESS);
        int code = faultIn(area & -PAGE, AddressSpace.READ);
        if (code != 0) {
            report(code, area);
        }
    }

    private static void flushWindows(long frame) {
        TrapFrame.skip(frame);
        if (UserWindows.settle(KThread.current()) != 0) {
            force(Signal.SIGSEGV, Signals.SEGV_MAPERR, TrapFrame.stack(frame));
        }
    }

    private static void force(int signal, int code, long address) {
        Signals.force(KThread.current(), signal, code, address);
    }

    private UserTraps() {}
}
