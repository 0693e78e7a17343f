package dev.lamarck.kernel.boot;

import dev.lamarck.kernel.driver.Devices;
import dev.lamarck.kernel.mm.Pages;
import dev.lamarck.kernel.process.Proc;
import dev.lamarck.kernel.sched.KThread;
import dev.lamarck.kernel.sched.Sched;
import dev.lamarck.kernel.trap.TrapFrame;
import dev.lamarck.kernel.trap.TrapType;
import dev.lamarck.toolchain.magic.Address;
import dev.lamarck.toolchain.magic.CheckTrap;
import dev.lamarck.toolchain.magic.Cpu;
import dev.lamarck.toolchain.magic.Kva;
import dev.lamarck.toolchain.magic.Magic;
import dev.lamarck.toolchain.magic.Root;
import dev.lamarck.toolchain.magic.Symbol;

/** The end: says what happened and where, and switches off. */
@Magic
public final class Panic {
    private static final int POWER_OFF = 0x00;
    private static final long OUTCOME_PANIC = 2L << 32;
    private static final long HIGHEST_LEVEL = 15;
    private static final long PAGE = 8192;

    private static boolean panicking;

    /** A trap that kernel code may not cause. */
    @Symbol("panic_trap")
    public static void trap(@Kva long frame) {
        begin();
        int type = (int) TrapFrame.get(frame, TrapFrame.TRAP_TYPE);
        Log.text(reason(type, frame));
        if (type == TrapType.SOFTWARE + CheckTrap.PANIC) {
            Log.text(": ");
            Log.text((String) Address.object(TrapFrame.out(frame, 0)));
        }
        Log.text(" (trap ");
        Log.hex(type);
        Log.text(", address ");
        Log.hex(TrapFrame.get(frame, TrapFrame.FAULT_ADDRESS));
        Log.text(", thread ");
        Log.text(KThread.current().name);
        Log.text(")");
        Log.line();
        Cpu.flushWindows();
        Backtrace.print(TrapFrame.get(frame, TrapFrame.PC), TrapFrame.out(frame, 7), TrapFrame.stack(frame));
        printState();
        end();
    }

    /** A trap inside trap handling. */
    @Root
    @Symbol("panic_nested")
    static void nested(long type, long pc, long address) {
        begin();
        Log.text("trap ");
        Log.hex(type);
        Log.text(" while another was being handled, address ");
        Log.hex(address);
        Log.line();
        Backtrace.print(pc, 0, 0);
        end();
    }

    /** How busy the kernel was, in a line. */
    private static void printState() {
        Log.decimal(Proc.count());
        Log.text(" processes, ");
        Log.decimal(Pages.free());
        Log.text(" of ");
        Log.decimal(Pages.total());
        Log.text(" pages free, ");
        Log.decimal(Sched.switches());
        Log.text(" switches, ");
        Log.decimal(Sched.preemptions());
        Log.text(" preemptions");
        Log.line();
    }

    private static void begin() {
        Cpu.writePrivileged(Cpu.PIL, HIGHEST_LEVEL);
        if (panicking) {
            end();
        }
        panicking = true;
        Log.line();
        Log.text("panic: ");
    }

    private static void end() {
        Devices.write(Devices.SYSTEM_CONTROL, POWER_OFF, OUTCOME_PANIC);
    }

    private static String reason(int type, long frame) {
        return switch (type) {
            case TrapType.DATA_MISS ->
                    TrapFrame.get(frame, TrapFrame.FAULT_ADDRESS) < PAGE ? "null" : "address that is not mapped";
            case TrapType.DATA_PROTECTION -> "store into read-only memory";
            case TrapType.INSTRUCTION_MISS -> "jump to an address that is not mapped";
            case TrapType.MEM_ADDRESS_NOT_ALIGNED -> "misaligned address";
            case TrapType.DIVISION_BY_ZERO -> "division by zero";
            case TrapType.ILLEGAL_INSTRUCTION -> "illegal instruction";
            default -> checkReason(type - TrapType.SOFTWARE);
        };
    }

    private static String checkReason(int check) {
        return switch (check) {
            case CheckTrap.NULL -> "null";
            case CheckTrap.BOUNDS -> "array index out of bounds";
            case CheckTrap.CAST -> "object of the wrong class";
            case CheckTrap.NEGATIVE_SIZE -> "negative array size";
            case CheckTrap.ASSERTION -> "assertion failed";
            case CheckTrap.NO_MATCH -> "no case matches";
            case CheckTrap.ARRAY_STORE -> "array store of the wrong class";
            case CheckTrap.UNREACHABLE -> "end of a method that cannot end";
            case CheckTrap.INTERNAL -> "self-check of the compiler failed";
            case CheckTrap.PANIC -> "kernel";
            default -> "unexpected trap";
        };
    }

    private Panic() {}
}
