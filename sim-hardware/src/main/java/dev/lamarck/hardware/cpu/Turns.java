package dev.lamarck.hardware.cpu;

import java.lang.management.ManagementFactory;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Where so much is hot that neither the JVM's compilers nor the host's caches keep up, regions may be slower than the interpreter: there they and the interpreter without
 * them take turns, and who was faster when last measured has the longer ones. Who has one changes how long things take and nothing else.
 *
 * <p>Measured is the thread's CPU time: what the compilers take of the processors is not the regions' fault.
 */
final class Turns {
    /** At least so many instructions pass between two looks at the clock. */
    private static final int INSTRUCTIONS = 1 << 18;
    private static final long SHORT_NANOS = 20_000_000;
    /** The most short turns that the faster one has in a row: the other may become the faster, and regions become so only by being executed. */
    private static final int MOST = 32;

    private final BooleanSupplier areMany;
    private final LongSupplier clock;
    private long nextLook;
    private long firstInstruction;
    private long begun;
    /** How many short turns the present one is as long as, and the faster one's will be. */
    private int length = 1;
    private int most = 1;
    private boolean isAlone;
    private boolean isAloneFaster;
    /** In instructions per nanosecond, when last measured; or not yet. */
    private double aloneSpeed;
    private double togetherSpeed;

    /** {@code areMany}: whether there are so many regions that turns are to be taken; {@code clock} gives nanoseconds, not zero. */
    Turns(BooleanSupplier areMany, LongSupplier clock) {
        this.areMany = areMany;
        this.clock = clock;
    }

    /** The thread's, in nanoseconds. */
    static long cpuTime() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    /** Whether it is the interpreter's turn, without regions. */
    boolean isAlone() {
        return isAlone;
    }

    /** To be told every now and then how many instructions the processor has executed: fewer than before if a snapshot has been restored. Threads may change. */
    void look(long instructions) {
        if (instructions < nextLook && instructions >= nextLook - INSTRUCTIONS) {
            return;
        }
        nextLook = instructions + INSTRUCTIONS;
        if (!areMany.getAsBoolean()) {
            begin(false, instructions, 0);
            return;
        }
        long now = clock.getAsLong();
        boolean isAnother = instructions < firstInstruction || now < begun;
        if (begun == 0 || isAnother) {
            begin(isAlone, instructions, now);
        } else if (now - begun >= length * SHORT_NANOS) {
            end((double) (instructions - firstInstruction) / (now - begun));
            begin(!isAlone, instructions, now);
        }
    }

    private void end(double speed) {
        if (isAlone) {
            aloneSpeed = speed;
        } else {
            togetherSpeed = speed;
        }
        boolean was = isAloneFaster;
        isAloneFaster = aloneSpeed > togetherSpeed;
        most = was == isAloneFaster ? Math.min(2 * most, MOST) : 1;
    }

    private void begin(boolean alone, long instructions, long now) {
        isAlone = alone;
        length = alone == isAloneFaster ? most : 1;
        firstInstruction = instructions;
        begun = now;
    }
}
