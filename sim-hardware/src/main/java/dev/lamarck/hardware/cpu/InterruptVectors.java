package dev.lamarck.hardware.cpu;

import dev.lamarck.hardware.cache.CycleCounter;
import dev.lamarck.hardware.device.EventQueue;
import dev.lamarck.hardware.snapshot.SnapshotReader;
import dev.lamarck.hardware.snapshot.SnapshotWriter;
import dev.lamarck.hardware.snapshot.Stateful;
import java.util.List;

/**
 * Interrupts from one processor to another, three doublewords each (UltraSPARC-I user's manual, chapter 9). A receiver holds one: from its
 * dispatch until software clears BUSY, others are refused (NACK), as are those to processors that are not there or not started. It
 * arrives a fixed time after its dispatch, and traps when PSTATE.IE allows, whatever {@code %pil}.
 */
final class InterruptVectors implements Stateful {
    private static final int UPA_CONFIG = 0x4A;
    private static final int DISPATCH_STATUS = 0x48;
    private static final int RECEIVE = 0x49;
    private static final int OUTGOING = 0x77;
    private static final int INCOMING = 0x7F;

    private static final int FIRST_DATA = 0x40;
    private static final int DATA_STRIDE = 0x10;
    private static final int WORDS = 3;
    private static final int DISPATCH = 0x70;
    private static final int ADDRESS_BITS = 0x3FFF;
    private static final int TARGET_SHIFT = 14;
    private static final int TARGET_BITS = 0x1F;
    private static final int NACK = 2;
    private static final int BUSY = 1 << 5;
    /** Of the processor's number in the UPA configuration register. */
    private static final int NUMBER_SHIFT = 17;

    private final int number;
    private final List<Processor> processors;
    private final CycleCounter clock;
    private final EventQueue events;
    private final long latency;
    private final Runnable arrived;

    private final long[] outgoing = new long[WORDS];
    private boolean isRefused;

    private final long[] incoming = new long[WORDS];
    private int sender;
    /** From the dispatch on; {@code hasArrived} from its arrival; {@code isPending} from then until the trap. */
    private boolean isTaken;
    private boolean hasArrived;
    private boolean isPending;

    /** {@code arrived} is called when one has become pending. */
    InterruptVectors(int number, List<Processor> processors, CycleCounter clock, EventQueue events, long latency, Runnable arrived) {
        this.number = number;
        this.processors = processors;
        this.clock = clock;
        this.events = events;
        this.latency = latency;
        this.arrived = arrived;
        events.setAction(EventQueue.Kind.VECTOR, number, this::arrive);
    }

    boolean isPending() {
        return isPending;
    }

    /** Its trap has been entered. */
    void trapTaken() {
        isPending = false;
    }

    /** Whether these registers are in the address space. */
    static boolean answers(int asi) {
        return asi == DISPATCH_STATUS || asi == RECEIVE || asi == UPA_CONFIG || asi == OUTGOING || asi == INCOMING;
    }

    /** Registers that do not exist read as zero. */
    long read(int asi, long va) {
        return switch (asi) {
            case DISPATCH_STATUS -> isRefused ? NACK : 0;
            case RECEIVE -> (hasArrived ? BUSY : 0) | sender;
            case UPA_CONFIG -> (long) number << NUMBER_SHIFT;
            case INCOMING -> isData(va) ? incoming[word(va)] : 0;
            default -> 0;
        };
    }

    void write(int asi, long va, long value) {
        if (asi == OUTGOING && isData(va)) {
            outgoing[word(va)] = value;
        } else if (asi == OUTGOING && (va & ADDRESS_BITS) == DISPATCH) {
            dispatch((int) (va >>> TARGET_SHIFT) & TARGET_BITS);
        } else if (asi == RECEIVE && (value & BUSY) == 0 && hasArrived) {
            isTaken = false;
            hasArrived = false;
            isPending = false;
        }
    }

    private static boolean isData(long va) {
        return va == FIRST_DATA || va == FIRST_DATA + DATA_STRIDE || va == FIRST_DATA + 2 * DATA_STRIDE;
    }

    private static int word(long va) {
        return (int) (va - FIRST_DATA) / DATA_STRIDE;
    }

    private void dispatch(int target) {
        isRefused = target >= processors.size() || !processors.get(target).vectors().accepts(outgoing, number, clock.now());
    }

    private boolean accepts(long[] words, int from, long now) {
        if (isTaken || !processors.get(number).isStarted()) {
            return false;
        }
        isTaken = true;
        sender = from;
        System.arraycopy(words, 0, incoming, 0, WORDS);
        events.schedule(EventQueue.Kind.VECTOR, number, now + latency);
        return true;
    }

    private void arrive() {
        hasArrived = true;
        isPending = true;
        arrived.run();
    }

    @Override
    public void save(SnapshotWriter out) {
        out.putLongs(outgoing);
        out.putBoolean(isRefused);
        out.putLongs(incoming);
        out.putInt(sender);
        out.putBoolean(isTaken);
        out.putBoolean(hasArrived);
        out.putBoolean(isPending);
    }

    @Override
    public void load(SnapshotReader in) {
        in.getLongs(outgoing);
        isRefused = in.getBoolean();
        in.getLongs(incoming);
        sender = in.getInt();
        isTaken = in.getBoolean();
        hasArrived = in.getBoolean();
        isPending = in.getBoolean();
    }
}
