package dev.lamarck.workloads.evolution;

import dev.lamarck.hardware.cpu.RegisterView;
import dev.lamarck.hardware.machine.Counters;
import dev.lamarck.hardware.machine.Tracer;
import dev.lamarck.workloads.world.World;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * What the machine counts during calls of one kernel function, whatever code stands for it, once {@link #begin} was called. Seen from
 * outside at no cost to the guest. A call in which an interrupt came or another thread ran does not count, nor does one inside another.
 */
public final class CallCosts implements Tracer {
    private static final int THREAD = 7;
    private static final int STACK_POINTER = 14;
    private static final int RETURN_ADDRESS = 15;
    private static final int CALL_AND_SLOT = 8;
    private static final int FIRST_INTERRUPT = 0x41;
    private static final int LAST_INTERRUPT = 0x4F;

    private final World world;
    private final RegisterView registers;
    private final Set<Long> returnAddresses = new HashSet<>();
    private boolean isCounting;
    private long calls;
    private Counters sum;
    private boolean isUnderWay;
    private Counters before;
    private long thread;
    private long stackPointer;
    private long returnAddress;

    public CallCosts(World world, long entry) {
        this.world = world;
        registers = world.machine().registers();
        world.machine().watch(entry, (cycle, pc) -> began());
        world.machine().watch(world.kernelImage().address("swtch"), (cycle, pc) -> isUnderWay = false);
        world.machine().addTracer(this);
    }

    /** Counts the calls that are made from now on. */
    public void begin() {
        isCounting = true;
    }

    /** Counts no more. */
    public void end() {
        isCounting = false;
        isUnderWay = false;
    }

    private void began() {
        if (!isCounting || !registers.isPrivileged() || isUnderWay && registers.integer(THREAD) == thread) {
            return;
        }
        isUnderWay = true;
        before = world.machine().counters();
        thread = registers.integer(THREAD);
        stackPointer = registers.integer(STACK_POINTER);
        returnAddress = registers.integer(RETURN_ADDRESS) + CALL_AND_SLOT;
        if (returnAddresses.add(returnAddress)) {
            world.machine().watch(returnAddress, (cycle, at) -> returned(at));
        }
    }

    private void returned(long pc) {
        if (isUnderWay && registers.isPrivileged() && pc == returnAddress && registers.integer(THREAD) == thread
                && registers.integer(STACK_POINTER) == stackPointer) {
            isUnderWay = false;
            calls++;
            Counters call = world.machine().counters().since(before);
            sum = sum == null ? call : sum.plus(call);
        }
    }

    @Override
    public void trap(long cycle, int trapType, int trapLevel, long pc) {
        isUnderWay &= trapType < FIRST_INTERRUPT || trapType > LAST_INTERRUPT;
    }

    public long calls() {
        return calls;
    }

    /** Of all those calls; nothing if there were none. */
    public Optional<Counters> sum() {
        return Optional.ofNullable(sum);
    }
}
