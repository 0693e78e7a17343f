package dev.lamarck.kernel.fs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.HostedKernel;
import dev.lamarck.kernel.fs.tmp.TmpFile;
import dev.lamarck.kernel.process.Proc;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RecordLocksTest {
    private static final int BYTES = 40;

    private Vnode file;

    @BeforeEach
    void boot() {
        HostedKernel.start();
        file = new TmpFile(0);
    }

    private int take(Object owner, boolean isExclusive, long first, long last) {
        return RecordLocks.take(file, owner, isExclusive, false, first, last, false);
    }

    /** Against a table of who has which byte, and how. */
    @Test
    void rangesAreCutAndRefusedByteForByte() {
        long seed = 11;
        Random random = new Random(seed);
        Proc[] owners = {new Proc(), new Proc(), new Proc()};
        int[][] model = new int[owners.length][BYTES];
        for (int step = 0; step < 3000; step++) {
            int who = random.nextInt(owners.length);
            int first = random.nextInt(BYTES);
            int last = first + random.nextInt(BYTES - first);
            int kind = random.nextInt(3);
            boolean isFree = true;
            for (int other = 0; other < owners.length; other++) {
                for (int at = first; at <= last; at++) {
                    isFree &= other == who || kind == 0 || model[other][at] + kind <= 2 && (model[other][at] != 2);
                }
            }
            if (kind == 0) {
                RecordLocks.release(file, owners[who], false, first, last);
            } else {
                assertThat(take(owners[who], kind == 2, first, last)).as("seed %d step %d", seed, step).isEqualTo(isFree ? 0 : -Errno.EAGAIN);
            }
            if (isFree) {
                Arrays.fill(model[who], first, last + 1, kind);
            }
        }
        for (Proc owner : owners) {
            RecordLocks.releaseAll(file, owner);
        }
        assertThat(file.recordLocks).isNull();
    }

    @Test
    void locksOfWholeFilesAndOfRangesDoNotKnowEachOther() {
        Object one = new Proc();
        Object other = new Proc();
        assertThat(take(one, true, 0, Long.MAX_VALUE)).isZero();
        assertThat(RecordLocks.take(file, other, true, true, 0, Long.MAX_VALUE, false)).isZero();
        assertThat(take(other, false, 5, 5)).isEqualTo(-Errno.EAGAIN);
    }

    @Test
    void anObstacleIsDescribed() {
        Proc one = new Proc();
        one.pid = 77;
        take(one, true, 10, 19);
        RecordLocks.Obstacle found = new RecordLocks.Obstacle();
        RecordLocks.test(file, new Proc(), false, 0, 10, found);
        assertThat(found.isThere).isTrue();
        assertThat(found.pid).isEqualTo(77);
        assertThat(found.first).isEqualTo(10);
        assertThat(found.last).isEqualTo(19);
        RecordLocks.test(file, one, false, 0, 10, found);
        assertThat(found.isThere).isFalse();
    }

    @Test
    void closingAnyDescriptorGivesTheProcessesLocksBack() {
        ProcessFiles files = Proc.current().files;
        file.hold();
        int first = FileOpen.openUnnamed(files, file, 0);
        int second = files.duplicate(first, 0, false);
        take(Proc.current(), true, 0, 9);
        files.close(second);
        assertThat(file.recordLocks).isNull();
        take(files.get(first), true, 0, 9);
        files.close(first);
        assertThat(file.recordLocks).as("the open file's own").isNull();
    }
}
