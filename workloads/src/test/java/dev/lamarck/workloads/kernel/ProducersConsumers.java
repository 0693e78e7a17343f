package dev.lamarck.workloads.kernel;

import dev.lamarck.syscalls.user.Output;
import dev.lamarck.syscalls.user.Posix;
import dev.lamarck.syscalls.user.thread.Pthread;
import dev.lamarck.syscalls.user.thread.PthreadBody;
import dev.lamarck.syscalls.user.thread.PthreadCondition;
import dev.lamarck.syscalls.user.thread.PthreadMutex;
import dev.lamarck.toolchain.magic.Text;

/**
 * The load of the toolkit paper's table 6: items go from producers to consumers through a buffer of four. The arguments' lengths are the pairs, and the hundreds of
 * items of each; it prints how many items came, their sum, and how often somebody had to wait.
 */
public final class ProducersConsumers {
    private static final int CAPACITY = 4;
    private static final PthreadMutex MUTEX = new PthreadMutex();
    private static final PthreadCondition NOT_FULL = new PthreadCondition();
    private static final PthreadCondition NOT_EMPTY = new PthreadCondition();
    private static final long[] BUFFER = new long[CAPACITY];
    private static int filled;
    private static int taken;
    private static long items;
    private static long received;
    private static long sum;
    private static long waits;

    public static void main(String[] args) {
        int pairs = Text.bytes(args[0]).length;
        items = 100L * Text.bytes(args[1]).length;
        Pthread.initialize();
        Pthread[] threads = new Pthread[2 * pairs];
        for (int i = 0; i < threads.length; i++) {
            threads[i] = Pthread.start(i % 2 == 0 ? new Producer() : new Consumer());
        }
        boolean isWell = true;
        for (int i = 0; i < threads.length; i++) {
            isWell &= threads[i] != null && threads[i].join();
        }
        Output.STANDARD.text(isWell ? "received " : "died ").decimal(received).text(" sum ").decimal(sum).text(waits > 0 ? " waited" : " never waited")
                .line().flush();
        Posix.exit(0);
    }

    private static final class Producer implements PthreadBody {
        @Override
        public void run() {
            for (long item = 1; item <= items; item++) {
                MUTEX.lock();
                while (filled - taken == CAPACITY) {
                    waits++;
                    NOT_FULL.await(MUTEX);
                }
                BUFFER[filled++ % CAPACITY] = item;
                NOT_EMPTY.signal();
                MUTEX.unlock();
            }
        }
    }

    private static final class Consumer implements PthreadBody {
        @Override
        public void run() {
            for (long item = 1; item <= items; item++) {
                MUTEX.lock();
                while (filled == taken) {
                    waits++;
                    NOT_EMPTY.await(MUTEX);
                }
                sum += BUFFER[taken++ % CAPACITY];
                received++;
                NOT_FULL.signal();
                MUTEX.unlock();
            }
        }
    }

    private ProducersConsumers() {}
}
