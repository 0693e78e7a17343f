package dev.lamarck.kernel.fs.tar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.HostedKernel;
import dev.lamarck.kernel.fs.FileMode;
import dev.lamarck.kernel.fs.Lookup;
import dev.lamarck.kernel.fs.PathName;
import dev.lamarck.kernel.fs.RootFileSystem;
import dev.lamarck.kernel.fs.Uio;
import dev.lamarck.kernel.fs.Vnode;
import dev.lamarck.kernel.mm.Pages;
import dev.lamarck.toolchain.magic.Memory;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BootArchiveTest {
    private HostedKernel machine;
    private final ByteArrayOutputStream archive = new ByteArrayOutputStream();

    @BeforeEach
    void boot() {
        machine = HostedKernel.start();
    }

    private void member(String name, char type, int mode, byte[] contents, String link) {
        byte[] header = new byte[512];
        put(header, 0, name);
        put(header, 100, String.format("%07o", mode));
        put(header, 124, String.format("%011o", contents.length));
        put(header, 148, "        ");
        header[156] = (byte) type;
        put(header, 157, link);
        put(header, 257, "ustar\00000");
        int sum = 0;
        for (byte each : header) {
            sum += each & 0xFF;
        }
        put(header, 148, String.format("%06o\0 ", sum));
        archive.writeBytes(header);
        archive.writeBytes(contents);
        archive.writeBytes(new byte[-contents.length & 511]);
    }

    private static void put(byte[] to, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        System.arraycopy(bytes, 0, to, at, bytes.length);
    }

    private int extract() {
        archive.writeBytes(new byte[1024]);
        machine.insert(archive.toByteArray());
        return BootArchive.extract();
    }

    private static Vnode find(String path) {
        PathName name = new PathName(RootFileSystem.root()).with(path.getBytes(StandardCharsets.UTF_8));
        return Lookup.lookupname(name, false) == 0 ? name.take() : null;
    }

    private static byte[] contents(Vnode file) {
        byte[] bytes = new byte[(int) file.size()];
        long page = Pages.allocateZeroed();
        for (int at = 0; at < bytes.length; at += Pages.BYTES) {
            long n = file.readTo(at, Uio.kernel(page, Pages.BYTES));
            for (int i = 0; i < n; i++) {
                bytes[at + i] = Memory.load8(page + i);
            }
        }
        return bytes;
    }

    @Test
    void filesOfAnyLengthArriveWhole() {
        Random random = new Random(7);
        int[] lengths = {0, 1, 511, 512, 513, Pages.BYTES - 1, Pages.BYTES, Pages.BYTES + 1, 5 * Pages.BYTES + 700};
        byte[][] contents = new byte[lengths.length][];
        member("./bin/", '5', 0755, new byte[0], "");
        for (int i = 0; i < lengths.length; i++) {
            contents[i] = new byte[lengths[i]];
            random.nextBytes(contents[i]);
            member("bin/f" + i, '0', 0755, contents[i], "");
        }
        assertThat(extract()).isZero();
        for (int i = 0; i < lengths.length; i++) {
            Vnode file = find("/bin/f" + i);
            assertThat(file.mode()).isEqualTo(FileMode.REGULAR | 0755);
            assertThat(contents(file)).isEqualTo(contents[i]);
        }
    }

    @Test
    void directoriesThatExistAlreadyAndLinks() {
        member("tmp/", '5', 01777, new byte[0], "");
        member("tmp/f", '0', 0644, new byte[] {1, 2, 3}, "");
        member("tmp/l", '2', 0777, new byte[0], "f");
        assertThat(extract()).isZero();
        assertThat(find("/tmp/l").target()).isEqualTo(new byte[] {'f'});
        assertThat(find("/tmp/f").size()).isEqualTo(3);
    }

    @Test
    void whatIsNoArchiveIsRefused() {
        machine.insert("this is not an archive".repeat(100).getBytes(StandardCharsets.UTF_8));
        assertThat(BootArchive.extract()).isEqualTo(-Errno.EINVAL);
        member("f", '0', 0644, new byte[0], "");
        byte[] damaged = archive.toByteArray();
        damaged[0]++;
        machine.insert(damaged);
        assertThat(BootArchive.extract()).isEqualTo(-Errno.EINVAL);
    }

    @Test
    void nothingBehindAFilesEndIsKept() {
        byte[] contents = new byte[100];
        member("f", '0', 0644, contents, "");
        byte[] image = archive.toByteArray();
        Arrays.fill(image, 512 + 100, 1024, (byte) 0x55);
        machine.insert(image);
        assertThat(BootArchive.extract()).isZero();
        Vnode file = find("/f");
        assertThat(file.truncate(512)).isZero();
        assertThat(contents(file)).containsOnly(0);
    }
}
