package dev.lamarck.kernel.fs.poll;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.HostedKernel;
import dev.lamarck.kernel.fs.FileOpen;
import dev.lamarck.kernel.fs.ProcessFiles;
import dev.lamarck.kernel.fs.Readiness;
import dev.lamarck.kernel.fs.Uio;
import dev.lamarck.kernel.fs.tmp.TmpFile;
import dev.lamarck.kernel.mm.Pages;
import dev.lamarck.kernel.process.Proc;
import dev.lamarck.kernel.text.BigEndian;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EpollTest {
    private static final int EDGE = 1 << 31;
    private static final int ONCE = 1 << 30;

    private final int[] ends = new int[2];
    private final byte[] events = new byte[4 * Epoll.EVENT_BYTES];
    private ProcessFiles files;
    private Epoll list;

    @BeforeEach
    void boot() {
        HostedKernel.start();
        files = Proc.current().files;
        FileOpen.pipe(files, 0, ends);
        list = new Epoll();
    }

    private int control(int operation, int descriptor, int wanted) {
        return list.control(operation, descriptor, files.get(descriptor), wanted, 40 + descriptor);
    }

    private void write() {
        files.get(ends[1]).write(Uio.kernel(Pages.allocateZeroed(), 1));
    }

    @Test
    void aReadyFileIsReportedWithItsDataAsLongAsItIs() {
        assertThat(control(Epoll.ADD, ends[0], Readiness.IN)).isZero();
        assertThat(list.collect(events)).isZero();
        assertThat(list.ready(0)).isZero();
        write();
        assertThat(list.ready(0)).isEqualTo(Readiness.IN);
        for (int i = 0; i < 2; i++) {
            assertThat(list.collect(events)).isEqualTo(1);
            assertThat(BigEndian.get32(events, 0)).isEqualTo(Readiness.IN);
            assertThat(BigEndian.get64(events, 8)).isEqualTo(40 + ends[0]);
        }
    }

    @Test
    void anEdgeIsReportedOnceUntilSomethingChanges() {
        control(Epoll.ADD, ends[0], Readiness.IN | EDGE);
        write();
        assertThat(list.collect(events)).isEqualTo(1);
        assertThat(list.collect(events)).isZero();
        write();
        assertThat(list.collect(events)).isEqualTo(1);
    }

    @Test
    void whoWantsToBeToldOnceIsToldAgainWhenAskingAgain() {
        control(Epoll.ADD, ends[1], Readiness.OUT | ONCE);
        assertThat(list.collect(events)).isEqualTo(1);
        assertThat(list.collect(events)).isZero();
        control(Epoll.MODIFY, ends[1], Readiness.OUT);
        assertThat(list.collect(events)).isEqualTo(1);
    }

    @Test
    void aClosedDescriptorIsForgottenThoughItsNumberIsUsedAgain() {
        control(Epoll.ADD, ends[1], Readiness.OUT);
        files.close(ends[1]);
        files.duplicateAs(ends[0], ends[1], false);
        assertThat(list.collect(events)).isZero();
        assertThat(control(Epoll.DELETE, ends[1], 0)).isEqualTo(-Errno.ENOENT);
    }

    @Test
    void whatIsAlwaysReadyIsRefused() {
        int plain = FileOpen.openUnnamed(files, new TmpFile(0), 0);
        assertThat(control(Epoll.ADD, plain, Readiness.IN)).isEqualTo(-Errno.EPERM);
        int itself = FileOpen.openUnnamed(files, list, 0);
        assertThat(control(Epoll.ADD, itself, Readiness.IN)).isEqualTo(-Errno.EINVAL);
        control(Epoll.ADD, ends[0], Readiness.IN);
        assertThat(control(Epoll.ADD, ends[0], Readiness.IN)).isEqualTo(-Errno.EEXIST);
    }

    /** A list is ready when something on it is; a list on a list on a list is refused, and so is a ring. */
    @Test
    void aListMayBeOnAnother() {
        Epoll inner = new Epoll();
        int nested = FileOpen.openUnnamed(files, inner, 0);
        assertThat(control(Epoll.ADD, nested, Readiness.IN)).isZero();
        assertThat(list.collect(events)).isZero();
        assertThat(inner.control(Epoll.ADD, ends[1], files.get(ends[1]), Readiness.OUT, 0)).isZero();
        assertThat(list.collect(events)).isEqualTo(1);
        int ring = FileOpen.openUnnamed(files, list, 0);
        assertThat(inner.control(Epoll.ADD, ring, files.get(ring), Readiness.IN, 0)).isEqualTo(-Errno.ELOOP);
        Epoll third = new Epoll();
        int deep = FileOpen.openUnnamed(files, third, 0);
        assertThat(inner.control(Epoll.ADD, deep, files.get(deep), Readiness.IN, 0)).isEqualTo(-Errno.ELOOP);
    }
}
