package dev.lamarck.workloads.ufs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.fs.Lookup;
import dev.lamarck.kernel.fs.OpenFlags;
import dev.lamarck.kernel.fs.PathName;
import dev.lamarck.kernel.fs.RootFileSystem;
import dev.lamarck.kernel.fs.Uio;
import dev.lamarck.kernel.fs.Vnode;
import dev.lamarck.kernel.mm.Pages;
import dev.lamarck.kernel.ufs.DataDisk;
import dev.lamarck.kernel.ufs.UfsFormat;
import dev.lamarck.toolchain.magic.Memory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The kernel's UFS, hosted, judged by the host's check after every test. */
class UfsTest {
    private static final int CREATE = OpenFlags.CREATE;

    private final HostedFiles files = HostedFiles.make(2 << 20, 64);

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private void assertSound() {
        assertThat(files.sync()).isZero();
        assertThat(files.check().problems()).isEmpty();
        assertThat(files.check().orphans()).isEmpty();
    }

    private HostedFiles again() {
        return HostedFiles.mount(files.kernel.dataDisk.image().clone());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1023, 1024, 1025, 8191, 8192, 8193, 12 * 8192 - 1, 12 * 8192, 12 * 8192 + 1, 300_000})
    void whatIsWrittenIsThereAfterTheNextMount(int length) {
        assertThat(files.put("/f", CREATE, 0, bytes(length))).isEqualTo(length);
        assertThat(files.read("/f")).isEqualTo(bytes(length));
        assertSound();
        assertThat(again().read("/f")).isEqualTo(bytes(length));
    }

    @Test
    void fragmentsGrowInPlaceAndElsewhere() {
        byte[] whole = bytes(3 * 8192);
        for (int at = 0; at < whole.length; at += 700) {
            byte[] part = Arrays.copyOfRange(whole, at, Math.min(at + 700, whole.length));
            assertThat(files.put("/a", CREATE, at, part)).isEqualTo(part.length);
            assertThat(files.put("/b", CREATE, at, part)).isEqualTo(part.length);
        }
        assertSound();
        assertThat(files.read("/a")).isEqualTo(whole);
        assertThat(files.read("/b")).isEqualTo(whole);
    }

    @Test
    void holesReadAsZerosAndTakeNoSpace() {
        long far = UfsFormat.DIRECT_BLOCKS * 8192L + 3000L * 8192;
        assertThat(files.put("/f", CREATE, far, new byte[] {7})).isEqualTo(1);
        assertSound();
        assertThat(files.check().used()).as("root, two indirect blocks, a block").isEqualTo(1 + 3 * 8);
        Vnode file = files.find("/f");
        assertThat(file.size()).isEqualTo(far + 1);
        assertThat(files.truncate("/f", 20_000)).isZero();
        assertThat(files.read("/f")).isEqualTo(new byte[20_000]);
        assertSound();
        assertThat(files.check().used()).isEqualTo(1);
        file.release();
    }

    @Test
    void truncationFreesAndClears() {
        byte[] whole = bytes(200_000);
        files.put("/f", CREATE, 0, whole);
        for (int length : new int[] {150_001, 12 * 8192 + 5, 12 * 8192, 8193, 100}) {
            assertThat(files.truncate("/f", length)).isZero();
            assertThat(files.truncate("/f", length + 50)).isZero();
            assertThat(files.read("/f")).isEqualTo(Arrays.copyOf(Arrays.copyOf(whole, length), length + 50));
            assertSound();
        }
        files.put("/f", CREATE | OpenFlags.TRUNCATE, 0, new byte[0]);
        assertSound();
        assertThat(files.check().used()).isEqualTo(1);
    }

    @Test
    void manyNamesInOneDirectory() {
        assertThat(files.mkdir("/d")).isZero();
        for (int i = 0; i < 100; i++) {
            assertThat(files.put("/d/file-with-a-name-" + i, CREATE, 0, new byte[0])).isZero();
        }
        assertThat(files.names("/d")).hasSize(100);
        assertSound();
        for (int i = 0; i < 100; i += 2) {
            assertThat(files.unlink("/d/file-with-a-name-" + i)).isZero();
        }
        assertThat(files.names("/d")).hasSize(50);
        assertThat(files.put("/d/" + "x".repeat(255), CREATE, 0, new byte[0])).isZero();
        assertThat(files.put("/d/" + "x".repeat(256), CREATE, 0, new byte[0])).isEqualTo(-Errno.ENAMETOOLONG);
        assertSound();
        assertThat(again().names("/d")).hasSize(51).contains("file-with-a-name-99", "x".repeat(255));
    }

    @Test
    void directoriesCountTheirLinks() {
        files.mkdir("/a");
        files.mkdir("/a/b");
        files.mkdir("/c");
        assertThat(files.find("/a").links()).isEqualTo(3);
        assertThat(files.rmdir("/a")).isEqualTo(-Errno.ENOTEMPTY);
        assertThat(files.rename("/a/b", "/c/d")).isZero();
        assertThat(files.find("/a").links()).isEqualTo(2);
        assertThat(files.find("/c").links()).isEqualTo(3);
        assertThat(files.rename("/c", "/c/d/e")).isEqualTo(-Errno.EINVAL);
        assertThat(files.rename("/a", "/c/d")).isZero();
        assertThat(files.names("/")).containsExactly("c");
        assertThat(files.rmdir("/c/d")).isZero();
        assertThat(files.rmdir("/c")).isZero();
        assertThat(RootFileSystem.sync()).isZero();
        assertThat(files.check().problems()).isEmpty();
    }

    @Test
    void renameReplaces() {
        files.put("/old", CREATE, 0, bytes(5000));
        files.put("/new", CREATE, 0, bytes(9000));
        assertThat(files.rename("/new", "/old")).isZero();
        assertThat(files.names("/")).containsExactly("old");
        assertThat(files.read("/old")).isEqualTo(bytes(9000));
        files.mkdir("/d");
        assertThat(files.rename("/old", "/d")).isEqualTo(-Errno.EISDIR);
        assertThat(files.rename("/d", "/old")).isEqualTo(-Errno.ENOTDIR);
        assertSound();
    }

    @Test
    void linksAndSymbolicLinks() {
        files.put("/f", CREATE, 0, bytes(100));
        assertThat(files.link("/f", "/g")).isZero();
        assertThat(files.link("/f", "/g")).isEqualTo(-Errno.EEXIST);
        assertThat(files.unlink("/f")).isZero();
        assertThat(files.read("/g")).isEqualTo(bytes(100));
        assertThat(files.symlink("g", "/short")).isZero();
        assertThat(files.symlink("./".repeat(100) + "g", "/long")).isZero();
        assertSound();
        assertThat(again().find("/long").target()).hasSize(201);
        assertThat(files.put("/short", 0, 0, new byte[] {9})).isEqualTo(1);
        assertThat(files.put("/long", 0, 1, new byte[] {9})).isEqualTo(1);
        assertThat(files.read("/g")).startsWith(9, 9);
        assertThat(files.unlink("/long")).isZero();
        assertThat(files.unlink("/short")).isZero();
        assertSound();
    }

    @Test
    void aFileLivesAsLongAsItIsOpen() {
        files.put("/f", CREATE, 0, bytes(50_000));
        int descriptor = files.open("/f", OpenFlags.READ_WRITE);
        assertThat(files.unlink("/f")).isZero();
        assertThat(files.find("/f")).isNull();
        assertThat(files.write(descriptor, 50_000, new byte[] {1})).isEqualTo(1);
        files.sync();
        assertThat(files.check().problems()).isEmpty();
        assertThat(files.check().orphans()).hasSize(1);
        HostedFiles after = again();
        after.sync();
        assertThat(after.check().isClean()).as("the mount frees what nobody can name").isTrue();
        assertThat(after.check().used()).isEqualTo(1);
    }

    @Test
    void theLastCloseFreesAnUnnamedFile() {
        files.put("/f", CREATE, 0, bytes(50_000));
        int first = files.open("/f", OpenFlags.READ_WRITE);
        files.put("/g", CREATE, 0, bytes(10));
        int second = files.open("/g", OpenFlags.READ_WRITE);
        files.unlink("/f");
        files.unlink("/g");
        files.close(first);
        files.close(second);
        assertSound();
        assertThat(files.check().used()).isEqualTo(1);
    }

    @Test
    void aFullDiskSaysSoAndWhatIsFreedCanBeUsedAtOnce() {
        byte[] part = bytes(64 << 10);
        long written = 0;
        long n;
        while ((n = files.put("/f", CREATE, written, part)) == part.length) {
            written += n;
        }
        assertThat(n == -Errno.ENOSPC || n < part.length).isTrue();
        assertThat(files.put("/g", CREATE, 0, part)).isEqualTo(-Errno.ENOSPC);
        assertSound();
        assertThat(files.unlink("/f")).isZero();
        assertThat(files.put("/g", 0, 0, part)).isEqualTo(part.length);
        assertThat(files.mkdir("/d")).isZero();
        assertSound();
    }

    @Test
    void inodesRunOut() {
        int made = 0;
        while (files.put("/f" + made, CREATE, 0, new byte[0]) == 0) {
            made++;
        }
        assertThat(files.put("/g", CREATE, 0, new byte[0])).isEqualTo(-Errno.ENOSPC);
        assertThat(files.names("/")).hasSize(made);
        assertSound();
    }

    @Test
    void theNameCacheIsAskedFirst() {
        files.mkdir("/d");
        files.put("/d/f", CREATE, 0, new byte[0]);
        var names = DataDisk.names();
        files.find("/d/f").release();
        long misses = names.misses();
        long hits = names.hits();
        files.find("/d/f").release();
        assertThat(names.hits()).isEqualTo(hits + 2);
        assertThat(names.misses()).isEqualTo(misses);
        names.resize(0);
        assertThat(names.count()).isZero();
        files.find("/d/f").release();
        assertThat(names.misses()).isEqualTo(misses + 2);
        names.resize(1);
        files.find("/d/f").release();
        assertThat(names.count()).isEqualTo(1);
    }

    @Test
    void theNameCachesSizeIsAFile() {
        PathName path = new PathName(RootFileSystem.root()).with("/proc/dnlc".getBytes(StandardCharsets.US_ASCII));
        assertThat(Lookup.lookupname(path, true)).isZero();
        assertThat(new String(HostedFiles.contents(path.vnode()), StandardCharsets.US_ASCII)).startsWith("size 256\nnames ");
        assertThat(write(path.vnode(), "77\n")).isEqualTo(3);
        assertThat(DataDisk.names().size()).isEqualTo(77);
        assertThat(write(path.vnode(), "many")).isEqualTo(-Errno.EINVAL);
        assertThat(write(path.vnode(), "")).isEqualTo(-Errno.EINVAL);
        path.free();
    }

    private static long write(Vnode file, String text) {
        long page = Pages.allocateZeroed();
        for (int i = 0; i < text.length(); i++) {
            Memory.store8(page + i, text.charAt(i));
        }
        long n = file.writeFrom(0, Uio.kernel(page, text.length()));
        Pages.release(page);
        return n;
    }

    @Test
    void sequentialReadsComeSeveralBlocksACommand() {
        int blocks = 60;
        files.put("/f", CREATE, 0, bytes(blocks * 8192));
        files.sync();
        HostedFiles again = again();
        again.find("/f").release();
        long before = again.kernel.dataDisk.commands();
        assertThat(again.read("/f")).isEqualTo(bytes(blocks * 8192));
        assertThat(again.kernel.dataDisk.commands() - before).isLessThan(blocks / 4);
    }

    @Test
    void aCachedNameIsForgottenWithTheFile() {
        files.put("/f", CREATE, 0, new byte[] {1});
        files.find("/f").release();
        files.unlink("/f");
        assertThat(files.find("/f")).isNull();
        files.put("/f", CREATE, 0, new byte[] {2});
        assertThat(files.read("/f")).containsExactly(2);
        files.put("/g", CREATE, 0, new byte[] {3});
        files.find("/g").release();
        files.rename("/f", "/g");
        assertThat(files.find("/f")).isNull();
        assertThat(files.read("/g")).containsExactly(2);
    }

    @Test
    void aDamagedPointerEndsChangesNotTheKernel() {
        files.put("/f", CREATE, 0, bytes(100));
        files.sync();
        byte[] image = files.kernel.dataDisk.image().clone();
        UfsImage opened = UfsImage.open(image);
        int inode = new UfsTree(opened).find("/f").orElseThrow();
        opened.bytes.putInt(opened.inodeAt(inode) + UfsFormat.INODE_DIRECT, 0x7FFF_0000);
        assertThat(UfsCheck.check(opened).problems()).isNotEmpty();
        HostedFiles damaged = HostedFiles.mount(image);
        assertThat(damaged.read("/f")).isEmpty();
        assertThat(damaged.open("/none", 0)).isEqualTo(-Errno.EIO);
        assertThat(damaged.mkdir("/d")).isEqualTo(-Errno.EIO);
        assertThat(damaged.sync()).isEqualTo(-Errno.EIO);
    }

    @Test
    void whatIsNoFileSystemIsNotMounted() {
        assertThat(HostedFiles.mount(new byte[1 << 20]).find("/")).isNull();
    }
}
