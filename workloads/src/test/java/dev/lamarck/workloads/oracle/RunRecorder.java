package dev.lamarck.workloads.oracle;

import dev.lamarck.hardware.cpu.RegisterView;
import dev.lamarck.hardware.machine.ConfigurationKey;
import dev.lamarck.hardware.machine.Machine;
import dev.lamarck.hardware.machine.MemoryAccess;
import dev.lamarck.hardware.machine.Tracer;
import dev.lamarck.workloads.oracle.TranslationEvents.Access;
import dev.lamarck.workloads.oracle.TranslationEvents.Outcome;
import java.nio.ByteBuffer;

/**
 * Makes the trace of a machine's run. An instruction is looked at before it is attempted; what it has done is known when the next is, or
 * when a trap says that it has done nothing.
 */
final class RunRecorder implements Tracer {
    private static final long FIRST_DEVICE = 0x1FE_0000_0000L;
    private static final int FETCH_EXCEPTION = 0x08;
    private static final int FETCH_MISS = 0x64;
    private static final int MISALIGNED = 0x34;
    private static final int LEAST_INTERRUPT = 0x41;
    private static final int GREATEST_INTERRUPT = 0x4F;
    private static final int PHYSICAL = 0x14;
    private static final int PHYSICAL_DEVICE = 0x15;
    private static final int LSU_CONTROL = 0x45;
    private static final long FETCHES_TRANSLATED = 4;
    private static final long DATA_TRANSLATED = 8;
    private static final int PRIVILEGED = 4;
    private static final int ALWAYS = 8;

    private final Machine machine;
    private final RegisterView registers;
    private final CacheEvents caches;
    private final TranslationEvents tlbs;
    private final TlbOracle contexts;

    private long lsuControl;
    /** The instruction that is being attempted. */
    private boolean isPending;
    private int word;
    private long pc;
    private long physicalPc;
    private long address;
    private int asi;
    private long source;
    private boolean isTaken;
    private boolean isPrivileged;
    private int trapLevel;
    /** The first of its accesses to RAM; −1 for none. */
    private long accessed;

    /** {@code contexts} knows the context registers, from what has been written to them. */
    RunRecorder(Machine machine, CacheEvents caches, TranslationEvents tlbs, TlbOracle contexts) {
        this.machine = machine;
        this.caches = caches;
        this.tlbs = tlbs;
        this.contexts = contexts;
        registers = machine.registers();
    }

    /** Until the end of the run. */
    void start() {
        machine.observeInstructions(this::attempted);
        machine.watchMemory(0, (int) machine.configuration().number(ConfigurationKey.RAM_BYTES), this::accessed);
        machine.addTracer(this);
    }

    private void attempted(long at) {
        complete();
        isPrivileged = (registers.pstate() & PRIVILEGED) != 0;
        trapLevel = registers.trapLevel();
        pc = at;
        physicalPc = machine.translateFetch(at).orElseThrow();
        word = wordAt(physicalPc);
        accessed = -1;
        isPending = true;
        if ((lsuControl & FETCHES_TRANSLATED) != 0) {
            tlbs.fetched(new Access(pc, implicitContext(), isPrivileged, false, false), Outcome.at(physicalPc));
        }
        caches.fetch((int) physicalPc);
        if (isMemory()) {
            address = registers.integer(word >> 14 & 31) + (isCompareAndSwap() ? 0 : second());
            asi = isAlternate() ? (isImmediate() ? registers.asi() : word >> 5 & 0xff) : trapLevel > 0 ? 0x04 : 0x80;
            source = (word >> 25 & 31) == 0 ? 0 : registers.integer(word >> 25 & 31);
        }
        isTaken = isConditional() && (op2() == 3 ? holds(registers.integer(word >> 14 & 31)) : holds(registers.ccr()));
    }

    private int wordAt(long pa) {
        return ByteBuffer.wrap(machine.readPhysical(pa, 4)).getInt();
    }

    private void accessed(MemoryAccess access) {
        if (access.pc() == MemoryAccess.DEVICE) {
            complete();
            caches.written(access.pa(), access.length());
            return;
        }
        if (accessed < 0) {
            accessed = access.pa();
            translated(Outcome.at(access.pa() & -8192 | address & 8191));
        }
        long va = address & -8192 | access.pa() & 8191;
        if (access.isStore()) {
            caches.store(va, (int) access.pa());
        } else {
            caches.load(va, (int) access.pa());
        }
    }

    /** The pending instruction's access was translated so, if it was translated. */
    private void translated(Outcome outcome) {
        boolean isVirtual = asi >= 0x80 || asi == 0x04 || asi == 0x0C || asi >= 0x10 && asi <= 0x11 || asi >= 0x18 && asi <= 0x19;
        if (isVirtual && (lsuControl & DATA_TRANSLATED) != 0) {
            int context = (asi & ~8) == 0x04 ? 0 : contexts.context(asi & 1);
            boolean asUser = asi >= 0x10 && asi < 0x20;
            tlbs.accessed(new Access(address, context, isPrivileged && !asUser, isStore(), (asi & 0xF6) == 0x82), outcome);
        }
    }

    @Override
    public void trap(long cycle, int trapType, int level, long trapPc) {
        if (trapType >= LEAST_INTERRUPT && trapType <= GREATEST_INTERRUPT) {
            complete();
        } else if (trapType == FETCH_MISS || trapType == FETCH_EXCEPTION) {
            complete();
            boolean privileged = (registers.pstate() & PRIVILEGED) != 0;
            tlbs.fetched(new Access(trapPc, level > 1 ? 0 : contexts.context(0), privileged, false, false), Outcome.trapped(trapType));
        } else if (isPending && isMemory() && accessed < 0 && trapType >= 0x30 && trapType < 0x70 && trapType != MISALIGNED) {
            translated(Outcome.trapped(trapType));
        }
        isPending = false;
        caches.trap();
    }

    @Override
    public void trapReturn(long cycle, int trapLevel, long at) {
        caches.trap();
    }

    /** What the pending instruction has done, beyond its accesses to RAM. */
    void complete() {
        if (!isPending) {
            return;
        }
        isPending = false;
        if (isConditional()) {
            long pair = physicalPc & -8;
            caches.branch((int) physicalPc, isTaken, wordAt(pair), wordAt(pair + 4));
        } else if (word >>> 30 == 2 && (op3() == 0x38 || op3() == 0x39)) {
            caches.jump();
        } else if (isMemory() && asi == PHYSICAL_DEVICE && address >= FIRST_DEVICE) {
            caches.device();
        } else if (isMemory() && isStore() && asi == LSU_CONTROL) {
            lsuControl = source;
        } else if (isMemory() && isStore() && asi >= 0x50 && asi <= 0x5F) {
            tlbs.written(asi, address, source);
        }
    }

    private int implicitContext() {
        return trapLevel > 0 ? 0 : contexts.context(0);
    }

    // ---- instruction words (V9 appendix E)

    private int op3() {
        return word >> 19 & 63;
    }

    private int op2() {
        return word >> 22 & 7;
    }

    private boolean isImmediate() {
        return (word >> 13 & 1) == 1;
    }

    private long second() {
        return isImmediate() ? word << 19 >> 19 : registers.integer(word & 31);
    }

    /** Format 3 with op 3, but prefetches. */
    private boolean isMemory() {
        return word >>> 30 == 3 && (op3() & 0x2F) != 0x2D;
    }

    private boolean isAlternate() {
        return (op3() & 0x10) != 0;
    }

    private boolean isCompareAndSwap() {
        return op3() == 0x3C || op3() == 0x3E;
    }

    /** Whether it needs the right to write: stores, SWAP, LDSTUB, CASA. */
    private boolean isStore() {
        return (op3() & 4) != 0 || (op3() & 0x0F) == 0x0D || isCompareAndSwap();
    }

    /** A branch on condition codes or a register that is neither always nor never taken. */
    private boolean isConditional() {
        boolean isBranch = word >>> 30 == 0 && op2() >= 1 && op2() <= 3;
        return isBranch && (op2() == 3 || (word >> 25 & 7) != 0);
    }

    /** The condition of a branch on condition codes (V9 table 7.4): N, Z, V, C from bit 3 down; bit 21 with op2 of 1 chooses xcc. */
    private boolean holds(int ccr) {
        int codes = op2() == 1 && (word >> 21 & 1) == 1 ? ccr >> 4 : ccr;
        boolean negative = (codes & 8) != 0;
        boolean zero = (codes & 4) != 0;
        boolean overflow = (codes & 2) != 0;
        boolean carry = (codes & 1) != 0;
        boolean base = switch (word >> 25 & 7) {
            case 1 -> zero;
            case 2 -> zero || negative != overflow;
            case 3 -> negative != overflow;
            case 4 -> carry || zero;
            case 5 -> carry;
            case 6 -> negative;
            default -> overflow;
        };
        return base != ((word >> 25 & ALWAYS) != 0);
    }

    /** The condition of a branch on a register. */
    private boolean holds(long value) {
        boolean base = switch (word >> 25 & 3) {
            case 1 -> value == 0;
            case 2 -> value <= 0;
            default -> value < 0;
        };
        return base != ((word >> 25 & 4) != 0);
    }
}
