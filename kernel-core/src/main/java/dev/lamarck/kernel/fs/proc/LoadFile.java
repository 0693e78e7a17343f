package dev.lamarck.kernel.fs.proc;

import dev.lamarck.kernel.driver.TimeOfDay;
import dev.lamarck.kernel.process.Proc;
import dev.lamarck.kernel.sched.KThread;
import dev.lamarck.kernel.text.TextBuffer;
import dev.lamarck.toolchain.magic.Text;

/**
 * {@code /proc/loadavg}: how many processes could run, averaged over 1, 5 and 15 minutes as Linux does it, by a sample in five seconds; then how many can now, of how many, and
 * the youngest's number. Samples are taken when somebody reads: what he finds then counts for all that have been missed.
 */
final class LoadFile extends SystemFile {
    private static final int NUMBER = 15;
    private static final int FRACTION_BITS = 11;
    private static final int ONE = 1 << FRACTION_BITS;
    /** What is left of an average after a sample, in units of {@link #ONE}: e to the power of −5 s by its span. */
    private static final int[] DECAY = {1884, 2014, 2037};
    private static final long SAMPLE_NANOSECONDS = 5_000_000_000L;
    /** After so many equal samples the longest average has come as close as it can. */
    private static final long MOST_SAMPLES = 4096;

    private final long[] averages = new long[DECAY.length];
    private long samples;

    LoadFile() {
        super(Text.bytes("loadavg"), NUMBER);
    }

    /** Processes of which some thread could use a processor now, the reader among them. */
    static int runnable() {
        int count = 0;
        Proc.TABLE.acquire();
        for (Proc each = Proc.first(); each != null; each = each.next) {
            count += each.state == Proc.ALIVE && hasRunnable(each) ? 1 : 0;
        }
        Proc.TABLE.release();
        return count;
    }

    private static boolean hasRunnable(Proc process) {
        KThread each = process.thread;
        while (each != null && each.state != KThread.RUNNABLE && each.state != KThread.RUNNING) {
            each = each.nextOfProcess;
        }
        return each != null;
    }

    @Override
    protected void write(TextBuffer text) {
        int running = runnable();
        long due = TimeOfDay.nanoseconds() / SAMPLE_NANOSECONDS;
        for (long missed = Math.min(due - samples, MOST_SAMPLES); missed > 0; missed--) {
            sample(running);
        }
        samples = due;
        for (int i = 0; i < averages.length; i++) {
            hundredths(text, averages[i] >> FRACTION_BITS, (int) ((averages[i] & ONE - 1) * 100 >> FRACTION_BITS));
            text.character(' ');
        }
        text.decimal(running).character('/').decimal(Proc.count()).character(' ').decimal(Proc.lastPid()).line();
    }

    private void sample(int running) {
        for (int i = 0; i < averages.length; i++) {
            averages[i] = averages[i] * DECAY[i] + (long) running * ONE * (ONE - DECAY[i]) >> FRACTION_BITS;
        }
    }

    static void hundredths(TextBuffer text, long whole, int part) {
        text.decimal(whole).character('.').character('0' + part / 10).character('0' + part % 10);
    }
}
