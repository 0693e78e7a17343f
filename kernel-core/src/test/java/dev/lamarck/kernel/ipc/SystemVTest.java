package dev.lamarck.kernel.ipc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.HostedKernel;
import dev.lamarck.kernel.process.Proc;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Objects without anybody who waits for them; waiting is seen in the booted programs {@code systemv} and {@code mqueues}. */
class SystemVTest {
    private static final int KEY = 0x1234;
    private static final int PERMISSIONS = 0x180;
    private static final int NONBLOCKING = 0x800;
    private static final int UNDONE = 0x1000;
    private static final long ANY_SIZE = -1;

    /** A set of the test's own, since those of the kernel outlive a test. */
    private SemaphoreSet set;
    private MessageQueue queue;

    @BeforeEach
    void boot() {
        HostedKernel.start();
        set = new SemaphoreSet(KEY, PERMISSIONS, 3);
        queue = new MessageQueue(KEY, PERMISSIONS);
    }

    /** @param operations semaphore, amount, flags of each */
    private int operate(int... operations) {
        ByteBuffer structures = ByteBuffer.allocate(operations.length / 3 * SemaphoreOperations.BYTES);
        for (int field : operations) {
            structures.putShort((short) field);
        }
        return set.operate(new SemaphoreOperations(structures.array()), 0);
    }

    private List<Integer> values() {
        return List.of(set.value(0), set.value(1), set.value(2));
    }

    @Test
    void operationsAreDoneAllOrNone() {
        assertThat(operate(0, 2, 0, 1, 5, 0)).isZero();
        assertThat(operate(1, -5, 0, 2, -1, NONBLOCKING)).isEqualTo(-Errno.EAGAIN);
        assertThat(values()).containsExactly(2, 5, 0);
        assertThat(operate(2, 0, 0, 1, -5, 0, 0, -2, 0)).isZero();
        assertThat(values()).containsExactly(0, 0, 0);
        assertThat(set.waitingForMore(2)).isZero();
    }

    @Test
    void noValueIsLargerThanTheLargest() {
        assertThat(operate(0, 32767, 0)).isZero();
        assertThat(operate(1, 1, 0, 0, 1, 0)).isEqualTo(-Errno.ERANGE);
        assertThat(values()).containsExactly(32767, 0, 0);
    }

    @Test
    void whatIsToBeUndoneIsWhenTheProcessEnds() {
        operate(0, 4, 0, 1, 1, UNDONE);
        operate(0, -3, UNDONE);
        assertThat(values()).containsExactly(1, 1, 0);
        assertThat(set.undoFor(Proc.current())).isTrue();
        assertThat(values()).containsExactly(4, 0, 0);
        assertThat(set.undoFor(Proc.current())).isFalse();
    }

    @Test
    void settingAValueForgetsWhatWasToBeUndone() {
        operate(0, 4, UNDONE);
        set.set(0, 9);
        set.undoFor(Proc.current());
        assertThat(values()).containsExactly(9, 0, 0);
    }

    @Test
    void anOldNumberDoesNotNameANewObject() {
        IpcTable table = new IpcTable();
        int first = table.add(set);
        assertThat(table.find(first)).isSameAs(set);
        assertThat(table.findKey(KEY)).isSameAs(set);
        set.hold();
        table.remove(set);
        int second = table.add(queue);
        assertThat(second).isNotEqualTo(first);
        assertThat(table.find(first)).isNull();
        assertThat(table.find(second)).isSameAs(queue);
    }

    @Test
    void aFullTableTakesNoMore() {
        IpcTable table = new IpcTable();
        for (int i = 0; i < IpcTable.SLOTS; i++) {
            assertThat(table.add(new MessageQueue(IpcTable.PRIVATE, PERMISSIONS))).isNotNegative();
        }
        assertThat(table.add(queue)).isEqualTo(-Errno.ENOSPC);
        assertThat(table.findKey(IpcTable.PRIVATE)).isNull();
    }

    @Test
    void messagesAreFoundByTheirTypes() {
        send(3, 10);
        send(1, 20);
        send(3, 30);
        send(2, 40);
        assertThat(receive(3, false)).isEqualTo(10);
        assertThat(receive(-2, false)).isEqualTo(20);
        assertThat(receive(3, true)).isEqualTo(40);
        assertThat(receive(7, false)).isEqualTo(-Errno.ENOMSG);
        assertThat(receive(0, false)).isEqualTo(30);
        assertThat(queue.bytes()).isZero();
        assertThat(receive(0, false)).isEqualTo(-Errno.ENOMSG);
    }

    @Test
    void aMessageThatIsTooLongStays() {
        send(1, 100);
        QueuedMessage[] taken = new QueuedMessage[1];
        assertThat(queue.receive(0, false, 99, false, taken)).isEqualTo(-Errno.E2BIG);
        assertThat(queue.messages()).isEqualTo(1);
        assertThat(receive(0, false)).isEqualTo(100);
    }

    @Test
    void aFullQueueTakesNoMore() {
        queue.setRoom(100);
        assertThat(send(1, 60)).isZero();
        assertThat(send(1, 41)).isEqualTo(-Errno.EAGAIN);
        assertThat(send(1, 40)).isZero();
        queue.forgetKey();
        assertThat(send(1, 0)).isEqualTo(-Errno.EIDRM);
        assertThat(receive(0, false)).isEqualTo(-Errno.EIDRM);
    }

    @Test
    void againstAModel() {
        long seed = Long.getLong("lamarck.seed", 1);
        System.out.println("messages by type from seed " + seed + " (-Dlamarck.seed=" + seed + ")");
        Random random = new Random(seed);
        List<int[]> model = new ArrayList<>();
        for (int step = 0; step < 2000; step++) {
            int type = 1 + random.nextInt(4);
            if (random.nextBoolean()) {
                int length = random.nextInt(200);
                if (send(type, length) == 0) {
                    model.add(new int[] {type, length});
                }
            } else {
                int[] wanted = model.stream().filter(each -> each[0] == type).findFirst().orElse(null);
                assertThat(receive(type, false)).isEqualTo(wanted == null ? -Errno.ENOMSG : wanted[1]);
                model.remove(wanted);
            }
            assertThat(queue.messages()).isEqualTo(model.size());
            assertThat(queue.bytes()).isEqualTo(model.stream().mapToLong(each -> each[1]).sum());
        }
    }

    private int send(long type, int length) {
        return queue.send(QueuedMessage.make(type, length), false);
    }

    /** The length of the message that is taken, or why none is. */
    private int receive(long type, boolean except) {
        QueuedMessage[] taken = new QueuedMessage[1];
        int result = queue.receive(type, except, ANY_SIZE, false, taken);
        if (result != 0) {
            return result;
        }
        int length = taken[0].length();
        taken[0].free();
        return length;
    }
}
