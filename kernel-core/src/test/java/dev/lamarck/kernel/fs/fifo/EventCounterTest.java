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
import dev.lamarck.toolchain.magic.Memory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EventCounterTest {
    private long memory;

    @BeforeEach
    void boot() {
        HostedKernel.start();
        memory = Pages.allocate(0);
    }

    private static OpenFile open(int start, boolean takesOne) {
        ProcessFiles files = Proc.current().files;
        return files.get(FileOpen.openUnnamed(files, new EventCounter(start, takesOne), OpenFlags.NONBLOCKING));
    }

    private long add(OpenFile counter, long number) {
        Memory.store64(memory, number);
        return counter.write(Uio.kernel(memory, 8));
    }

    private long take(OpenFile counter) {
        long n = counter.read(Uio.kernel(memory, 8));
        return n < 0 ? n : Memory.load64(memory);
    }

    @Test
    void aReadTakesAllOrOne() {
        OpenFile all = open(3, false);
        add(all, 4);
        assertThat(take(all)).isEqualTo(7);
        assertThat(take(all)).isEqualTo(-Errno.EAGAIN);
        OpenFile one = open(2, true);
        assertThat(take(one)).isEqualTo(1);
        assertThat(take(one)).isEqualTo(1);
        assertThat(take(one)).isEqualTo(-Errno.EAGAIN);
    }

    @Test
    void theLargestNumberIsNoneToCountTo() {
        OpenFile counter = open(0, false);
        assertThat(add(counter, -1)).isEqualTo(-Errno.EINVAL);
        assertThat(add(counter, -2)).isEqualTo(8);
        assertThat(counter.vnode().ready(0)).isEqualTo(Readiness.IN);
        assertThat(add(counter, 1)).isEqualTo(-Errno.EAGAIN);
        assertThat(add(counter, 0)).isEqualTo(8);
        assertThat(counter.read(Uio.kernel(memory, 7))).isEqualTo(-Errno.EINVAL);
        assertThat(take(counter)).isEqualTo(-2);
        assertThat(counter.vnode().ready(0)).isEqualTo(Readiness.OUT);
    }
}
