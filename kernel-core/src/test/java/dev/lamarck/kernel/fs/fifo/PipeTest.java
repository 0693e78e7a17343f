package dev.lamarck.kernel.fs.fifo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.HostedKernel;
import dev.lamarck.kernel.fs.FileOpen;
import dev.lamarck.kernel.fs.OpenFile;
import dev.lamarck.kernel.fs.OpenFlags;
import dev.lamarck.kernel.fs.ProcessFiles;
import dev.lamarck.kernel.fs.Readiness;
import dev.lamarck.kernel.fs.Uio;
import dev.lamarck.kernel.mm.Pages;
import dev.lamarck.kernel.process.Proc;
import dev.lamarck.kernel.sched.KThread;
import dev.lamarck.kernel.signal.Signal;
import dev.lamarck.kernel.signal.Signals;
import dev.lamarck.toolchain.magic.Memory;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PipeTest {
    private static final int CAPACITY = 8 * Pages.BYTES;

    private ProcessFiles files;
    private long memory;
    private final int[] ends = new int[2];

    @BeforeEach
    void boot() {
        HostedKernel.start();
        files = Proc.current().files;
        memory = Pages.allocateRun(16);
    }

    private void open(int flags) {
        assertThat(FileOpen.pipe(files, flags, ends)).isZero();
    }

    private OpenFile end(int index) {
        return files.get(ends[index]);
    }

    private long read(int length) {
        return end(0).read(Uio.kernel(memory, length));
    }

    private long write(int length) {
        return end(1).write(Uio.kernel(memory, length));
    }

    @Test
    void bytesComeOutInOrderWhateverTheirPortions() {
        long seed = 42;
        Random random = new Random(seed);
        open(OpenFlags.NONBLOCKING);
        Queue<Byte> inside = new ArrayDeque<>();
        for (int step = 0; step < 2000; step++) {
            int length = random.nextInt(1 << random.nextInt(14)) + 1;
            if (random.nextBoolean()) {
                for (int i = 0; i < length; i++) {
                    Memory.store8(memory + i, random.nextInt());
                }
                long n = write(length);
                assertThat(n).as("seed %d", seed).isIn(-(long) Errno.EAGAIN, (long) length, (long) CAPACITY - inside.size());
                for (int i = 0; i < n; i++) {
                    inside.add(Memory.load8(memory + i));
                }
            } else {
                long n = read(length);
                assertThat(n).as("seed %d", seed).isEqualTo(inside.isEmpty() ? -Errno.EAGAIN : Math.min(length, inside.size()));
                for (int i = 0; i < n; i++) {
                    assertThat(Memory.load8(memory + i)).as("seed %d", seed).isEqualTo(inside.remove());
                }
            }
        }
    }

    @Test
    void smallWritesGoInWholeOrNotAtAll() {
        open(OpenFlags.NONBLOCKING);
        assertThat(write(CAPACITY - 100)).isEqualTo(CAPACITY - 100);
        assertThat(write(101)).isEqualTo(-Errno.EAGAIN);
        assertThat(write(5000)).isEqualTo(100);
    }

    @Test
    void theEndComesAfterTheLastByteOfTheLastWriter() {
        open(0);
        ProcessFiles child = files.copy();
        write(3);
        files.close(ends[1]);
        assertThat(read(10)).isEqualTo(3);
        child.closeAll();
        assertThat(read(10)).isZero();
    }

    @Test
    void writingToNobodyIsAnErrorAndASignal() {
        open(0);
        files.close(ends[0]);
        assertThat(write(1)).isEqualTo(-Errno.EPIPE);
        assertThat(Signals.pending(KThread.current())).isEqualTo(Signal.bit(Signal.SIGPIPE));
    }

    @Test
    void closingBothEndsFreesTheBuffer() {
        int before = Pages.free();
        open(0);
        write(10);
        assertThat(Pages.free()).isLessThan(before);
        files.close(ends[0]);
        files.close(ends[1]);
        assertThat(Pages.free()).isEqualTo(before);
    }

    @Test
    void aPipeHasNoPositions() {
        open(0);
        assertThat(end(0).seek(0, OpenFile.FROM_START)).isEqualTo(-Errno.ESPIPE);
        assertThat(end(0).readAt(0, Uio.kernel(memory, 1))).isEqualTo(-Errno.ESPIPE);
        assertThat(end(1).read(Uio.kernel(memory, 1))).isEqualTo(-Errno.EBADF);
    }

    private int ready(int index) {
        return end(index).vnode().ready(end(index).flags());
    }

    @Test
    void isReadyForWhatWouldNotWait() {
        open(0);
        assertThat(ready(0)).isZero();
        assertThat(ready(1)).isEqualTo(Readiness.OUT);
        int seen = Readiness.changes();
        write(1);
        assertThat(Readiness.changes()).isNotEqualTo(seen);
        assertThat(Readiness.await(seen, 0)).isZero();
        assertThat(ready(0)).isEqualTo(Readiness.IN);
        write(CAPACITY - 2000);
        assertThat(ready(1)).as("less room than a write that is not mixed with others may need").isZero();
        read(CAPACITY);
        files.close(ends[1]);
        assertThat(ready(0)).isEqualTo(Readiness.HANG_UP);
    }
}
