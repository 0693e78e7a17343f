package dev.lamarck.kernel.fs.proc;

import dev.lamarck.kernel.driver.TimeOfDay;
import dev.lamarck.kernel.mm.Pages;
import dev.lamarck.kernel.process.Proc;
import dev.lamarck.kernel.sched.KThread;
import dev.lamarck.kernel.sched.Processor;
import dev.lamarck.kernel.text.Bytes;

/** Fields 7 to 52 of {@code /proc/N/stat}, for those who read it by field number. What this kernel does not count is 0; what it has used counts as the user's. */
final class StatFields {
    private static final long NANOSECONDS_A_TICK = 10_000_000;
    private static final int DEFAULT_PRIORITY = 20;
    private static final int EXIT_SIGNAL = 20;
    // numbers of fields
    private static final int FIRST = 7;
    private static final int FOREGROUND = 8;
    private static final int USED = 14;
    private static final int CHILDREN = 16;
    private static final int PRIORITY = 18;
    private static final int NICE = 19;
    private static final int THREADS = 20;
    private static final int STARTED = 22;
    private static final int MAPPED = 23;
    private static final int RESIDENT = 24;
    private static final int RESIDENT_LIMIT = 25;
    private static final int STACK = 28;
    private static final int PENDING = 31;
    private static final int BLOCKED = 32;
    private static final int IGNORED = 33;
    private static final int CAUGHT = 34;
    private static final int SIGNAL_AT_END = 38;
    private static final int PROCESSOR = 39;
    private static final int LAST = 52;

    static int append(byte[] line, int at, Proc process) {
        int end = at;
        for (int field = FIRST; field <= LAST; field++) {
            end = ProcStat.appendNumber(line, end, value(field, process));
        }
        return end;
    }

    private static long value(int field, Proc process) {
        KThread thread = process.state == Proc.ZOMBIE ? null : process.thread;
        int nice = thread == null ? 0 : thread.nice;
        return switch (field) {
            case FOREGROUND -> -1;
            case USED -> ticks(process.cycles());
            case CHILDREN -> ticks(process.childrenCycles);
            case PRIORITY -> DEFAULT_PRIORITY + nice;
            case NICE -> nice;
            case THREADS -> process.threads();
            case STARTED -> ticks(process.startedAt);
            case MAPPED -> ProcReport.mapped(process);
            case RESIDENT -> ProcReport.resident(process) >> Pages.SHIFT;
            case RESIDENT_LIMIT -> Long.MAX_VALUE;
            case STACK -> process.initialStack;
            case PENDING -> process.pendingSignals & Integer.MAX_VALUE;
            case BLOCKED -> thread == null ? 0 : thread.signals.blocked & Integer.MAX_VALUE;
            case IGNORED -> ProcStatus.handled(process, true) & Integer.MAX_VALUE;
            case CAUGHT -> ProcStatus.handled(process, false) & Integer.MAX_VALUE;
            case SIGNAL_AT_END -> EXIT_SIGNAL;
            case PROCESSOR -> thread == null ? 0 : Processor.numberOf(thread);
            default -> 0;
        };
    }

    static long ticks(long cycles) {
        return TimeOfDay.toNanoseconds(cycles) / NANOSECONDS_A_TICK;
    }

    private StatFields() {}
}
