package dev.lamarck.kernel.sched;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamarck.kernel.sync.WaitQueue;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RunQueueTest {
    private final RunQueue queue = new RunQueue();

    private static KThread thread(int pri) {
        return new KThread("t", null, pri);
    }

    @Test
    void isEmptyAtFirst() {
        assertThat(queue.take()).isNull();
        assertThat(queue.best()).isEqualTo(-1);
    }

    @Test
    void equalsRunInOrderUnlessOneWasPreempted() {
        KThread first = thread(5);
        KThread second = thread(5);
        KThread preempted = thread(5);
        queue.append(first);
        queue.append(second);
        queue.prepend(preempted);
        assertThat(queue.take()).isSameAs(preempted);
        assertThat(queue.take()).isSameAs(first);
        assertThat(queue.take()).isSameAs(second);
        assertThat(queue.take()).isNull();
    }

    /** Replay: the seed is in the failure's description. */
    @Test
    void alwaysTakesTheBestThatWasNotTakenOut() {
        long seed = 99;
        Random random = new Random(seed);
        List<KThread> model = new ArrayList<>();
        for (int step = 0; step < 10_000; step++) {
            int action = random.nextInt(6);
            if (action == 5 && !model.isEmpty()) {
                queue.remove(model.remove(random.nextInt(model.size())));
            } else if (action < 3) {
                KThread thread = thread(random.nextInt(RunQueue.LEVELS));
                queue.append(thread);
                model.add(thread);
            } else {
                KThread best = null;
                for (KThread each : model) {
                    best = best == null || each.pri > best.pri ? each : best;
                }
                assertThat(queue.take()).as("seed %d step %d", seed, step).isSameAs(best);
                model.remove(best);
            }
        }
    }

    @Test
    void findsTheBestForAProcessorAndLeavesIt() {
        KThread elsewhere = thread(RunQueue.LEVELS - 1);
        elsewhere.processors = 0b01;
        KThread low = thread(64);
        KThread equal = thread(64);
        low.processors = 0b100;
        queue.append(thread(0));
        queue.append(elsewhere);
        queue.append(low);
        queue.append(equal);
        assertThat(queue.bestFor(0b01)).isSameAs(elsewhere);
        assertThat(queue.bestFor(0b10)).isSameAs(equal);
        assertThat(queue.bestFor(0b100)).isSameAs(low);
        queue.remove(low);
        queue.remove(equal);
        assertThat(queue.bestFor(0b10).pri).isZero();
        assertThat(queue.best()).isEqualTo(RunQueue.LEVELS - 1);
        queue.take();
        queue.take();
        assertThat(queue.bestFor(-1)).isNull();
    }

    @Test
    void waitQueuesLoseAThreadFromAnyPlace() {
        WaitQueue waiting = new WaitQueue();
        KThread[] threads = {thread(1), thread(1), thread(1), thread(1)};
        for (KThread each : threads) {
            waiting.append(each);
        }
        waiting.remove(threads[3]);
        waiting.remove(threads[1]);
        waiting.append(threads[1]);
        assertThat(waiting.removeFirst()).isSameAs(threads[0]);
        assertThat(waiting.removeFirst()).isSameAs(threads[2]);
        assertThat(waiting.removeFirst()).isSameAs(threads[1]);
        assertThat(waiting.removeFirst()).isNull();
        assertThat(waiting.isEmpty()).isTrue();
    }
}
