package dev.lamarck.kernel.evolve;

import dev.lamarck.instrumentation.splice.Splicer;
import dev.lamarck.kernel.evolve.policy.Evidence;
import dev.lamarck.kernel.sched.Clock;
import dev.lamarck.kernel.sched.KThread;
import dev.lamarck.kernel.sched.TickObserver;
import dev.lamarck.kernel.trap.TrapFrame;
import dev.lamarck.toolchain.magic.Cpu;
import dev.lamarck.toolchain.magic.Kva;
import dev.lamarck.toolchain.magic.Magic;
import dev.lamarck.toolchain.magic.Memory;

/**
 * What the clock interrupts: program counter, return addresses and the counters of %pic, kept at the tick and understood later, by the
 * manager's thread. %pic counts in the kernel only: cycles in which no instruction was there to dispatch (event 2), and all cycles.
 */
@Magic
final class ClockSamples implements TickObserver {
    private static final int SAMPLES = 32;
    // %pcr, UltraSPARC-I user's manual B.2: event of PIC0 7:4, of PIC1 14:11, count in system mode
    private static final long PCR = 2 << 4 | 0 << 11 | 1 << 1;
    private static final int RETURN_ADDRESS = 7;
    private static final int CALL_OPCODE = 1;
    private static final long NOT_IN_KERNEL = 0;

    private KThread manager;
    private final long[] pc = new long[SAMPLES];
    private final long[] linked = new long[SAMPLES];
    private final long[] returns = new long[SAMPLES];
    private final long[] counts = new long[SAMPLES];
    private volatile int taken;
    private int understood;
    private int stallBefore;
    private int cyclesBefore;

    /** Samples from now on all but one thread. */
    void start(KThread notThis) {
        manager = notThis;
        Cpu.writeState(Cpu.ASR_PCR, PCR);
        Clock.observe(this);
    }

    void stop() {
        Clock.observe(null);
    }

    @Override
    public void tick(@Kva long frame) {
        KThread running = KThread.current();
        int at = taken % SAMPLES;
        boolean isKernel = TrapFrame.fromKernel(frame) && running != manager && running.pri != KThread.IDLE_PRIORITY;
        pc[at] = isKernel ? TrapFrame.get(frame, TrapFrame.PC) : NOT_IN_KERNEL;
        if (isKernel) {
            // The interrupted function's window lies in its save area then: %i7 is there.
            Cpu.flushWindows();
            linked[at] = TrapFrame.out(frame, RETURN_ADDRESS);
            returns[at] = Memory.load64(TrapFrame.stack(frame) + TrapFrame.SAVED_RETURN);
        }
        counts[at] = Cpu.readState(Cpu.ASR_PIC);
        taken++;
    }

    /** Adds what was sampled since the last time; samples that the manager was too late for are lost. */
    void addTo(Evidence evidence, KernelText text, Splicer splicer) {
        if (taken - understood > SAMPLES) {
            understood = taken - SAMPLES;
        }
        while (understood != taken) {
            add(understood % SAMPLES, evidence, text, splicer);
            understood++;
        }
    }

    private void add(int at, Evidence evidence, KernelText text, Splicer splicer) {
        int stall = (int) counts[at];
        int cycles = (int) (counts[at] >>> 32);
        int function = pc[at] == NOT_IN_KERNEL ? -1 : functionAt(pc[at], text, splicer);
        if (function < 0) {
            evidence.elsewhere();
        } else {
            long caller = isCallOf(linked[at], function) ? linked[at] : returns[at];
            evidence.in(function, functionAt(caller, text, splicer), Integer.toUnsignedLong(stall - stallBefore),
                    Integer.toUnsignedLong(cycles - cyclesBefore));
        }
        stallBefore = stall;
        cyclesBefore = cycles;
    }

    /** Whether a return address is that of a call of this function: then the function has no window of its own. */
    private static boolean isCallOf(long address, int function) {
        if (KernelSymbols.holding(address) < 0) {
            return false;
        }
        int word = KernelText.word(address);
        return word >>> 30 == CALL_OPCODE && address + ((long) word << 34 >> 32) == KernelSymbols.start(function);
    }

    /** The linked function that code stands for, be it its own, a patch's or a version's; -1 if none. */
    private static int functionAt(long address, KernelText text, Splicer splicer) {
        int linked = KernelSymbols.holding(address);
        if (linked >= 0) {
            return linked;
        }
        long site = splicer.siteOf(address);
        long place = site != 0 ? site : address;
        CodeVersion version = text.versions().holding(place);
        return version != null ? version.function : KernelSymbols.holding(place);
    }
}
