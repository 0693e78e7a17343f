package dev.lamarck.kernel.fs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.HostedKernel;
import dev.lamarck.kernel.process.Proc;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NameOperationsTest {
    private ProcessFiles files;

    @BeforeEach
    void boot() {
        HostedKernel.start();
        files = Proc.current().files;
    }

    private PathName path(String path) {
        return new PathName(files.directory()).with(path.getBytes(StandardCharsets.UTF_8));
    }

    private int mkdir(String path) {
        return NameOperations.makeDirectory(path(path), 0x1ED);
    }

    private void touch(String path) {
        assertThat(FileOpen.copen(files, path(path), OpenFlags.CREATE | OpenFlags.WRITE_ONLY, 0x1A4)).isGreaterThanOrEqualTo(0);
    }

    private int rename(String from, String to) {
        return NameOperations.rename(path(from), path(to));
    }

    private Vnode find(String path) {
        PathName name = path(path);
        return Lookup.lookupname(name, false) == 0 ? name.vnode() : null;
    }

    private List<String> names(String path) {
        List<String> names = new ArrayList<>();
        find(path).list(0, new DirectoryVisitor() {
            @Override
            public boolean visit(byte[] name, long number, int mode, long next) {
                return names.add(new String(name, StandardCharsets.UTF_8));
            }
        });
        return names;
    }

    private String pathOf(String path) {
        byte[] to = new byte[PathName.MAX_PATH];
        int length = NameOperations.pathOf(find(path), to);
        return new String(to, 0, length, StandardCharsets.UTF_8);
    }

    @Test
    void directoriesListInOrderOfCreation() {
        assertThat(mkdir("/d")).isZero();
        assertThat(mkdir("/d")).isEqualTo(-Errno.EEXIST);
        touch("/d/b");
        touch("/d/a");
        assertThat(mkdir("/d/sub/")).isZero();
        assertThat(names("/d")).containsExactly(".", "..", "b", "a", "sub");
        assertThat(find("/d").links()).isEqualTo(3);
        assertThat(NameOperations.remove(path("/d/sub"), true)).isZero();
        assertThat(find("/d").links()).isEqualTo(2);
    }

    @Test
    void noPathLeadsAboveAProcessesRoot() {
        mkdir("/jail");
        mkdir("/jail/below");
        touch("/jail/in");
        touch("/out");
        files.setRoot(find("/jail"));
        assertThat(find("/in")).isNotNull();
        assertThat(find("/out")).isNull();
        assertThat(find("/../../in")).isNotNull();
        assertThat(pathOf("/below")).isEqualTo("/below");
        files.setRoot(null);
        assertThat(find("/out")).isNotNull();
    }

    /** And does not try for ever. */
    @Test
    void nothingIsMadeInProc() {
        int flags = OpenFlags.CREATE | OpenFlags.WRITE_ONLY;
        assertThat(FileOpen.copen(files, path("/proc/new"), flags, 0x1A4)).isEqualTo(-Errno.ENOENT);
        assertThat(mkdir("/proc/new")).isEqualTo(-Errno.ENOENT);
        assertThat(FileOpen.copen(files, path("/proc/version"), flags | OpenFlags.TRUNCATE, 0x1A4)).isGreaterThanOrEqualTo(0);
    }

    @Test
    void aDirectoryMayGiveItsGroup() {
        mkdir("/shared");
        find("/shared").setOwner(0, 33);
        find("/shared").setPermissions(0x5FF);
        touch("/shared/file");
        mkdir("/shared/sub");
        assertThat(find("/shared/file").group()).isEqualTo(33);
        assertThat(find("/shared/sub").group()).isEqualTo(33);
        assertThat(find("/shared/sub").mode() & 0x400).isNotZero();
    }

    @Test
    void nothingTakesThePlaceOfADirectoryThatItIsIn() {
        mkdir("/d");
        mkdir("/d/e");
        mkdir("/d/e/f");
        touch("/d/e/g");
        assertThat(rename("/d/e/f", "/d/e")).isEqualTo(-Errno.ENOTEMPTY);
        assertThat(rename("/d/e/f", "/d")).isEqualTo(-Errno.ENOTEMPTY);
        assertThat(rename("/d/e/g", "/d")).isEqualTo(-Errno.ENOTEMPTY);
        assertThat(rename("/d", "/d/e/f")).isEqualTo(-Errno.EINVAL);
        assertThat(names("/d/e")).contains("f", "g");
    }

    @Test
    void aRemovedDirectoryIsBelowNone() {
        mkdir("/d");
        Vnode directory = find("/d");
        assertThat(NameOperations.isAbove(RootFileSystem.root(), directory)).isTrue();
        assertThat(NameOperations.remove(path("/d"), true)).isZero();
        assertThat(NameOperations.isAbove(RootFileSystem.root(), directory)).isFalse();
    }

    @Test
    void aListingGoesOnWhereItStoppedAlthoughNamesGo() {
        mkdir("/d");
        for (String each : List.of("a", "b", "c", "d")) {
            touch("/d/" + each);
        }
        List<String> seen = new ArrayList<>();
        long[] position = {0};
        DirectoryVisitor oneByOne = new DirectoryVisitor() {
            private boolean taken;

            @Override
            public boolean visit(byte[] name, long number, int mode, long next) {
                taken = !taken;
                if (taken) {
                    seen.add(new String(name, StandardCharsets.UTF_8));
                    position[0] = next;
                }
                return taken;
            }
        };
        for (int i = 0; i < 6; i++) {
            int before = seen.size();
            find("/d").list(position[0], oneByOne);
            if (seen.size() > before && seen.getLast().equals("b")) {
                NameOperations.remove(path("/d/b"), false);
            }
        }
        assertThat(seen).containsExactly(".", "..", "a", "b", "c", "d");
    }

    @Test
    void onlyEmptyDirectoriesGo() {
        mkdir("/d");
        touch("/d/f");
        assertThat(NameOperations.remove(path("/d"), true)).isEqualTo(-Errno.ENOTEMPTY);
        assertThat(NameOperations.remove(path("/d"), false)).isEqualTo(-Errno.EISDIR);
        assertThat(NameOperations.remove(path("/d/f"), true)).isEqualTo(-Errno.ENOTDIR);
        assertThat(NameOperations.remove(path("/d/f"), false)).isZero();
        assertThat(NameOperations.remove(path("/d/."), true)).isEqualTo(-Errno.EINVAL);
        assertThat(NameOperations.remove(path("/d"), true)).isZero();
        assertThat(NameOperations.remove(path("/"), true)).isEqualTo(-Errno.EBUSY);
        assertThat(find("/d")).isNull();
    }

    @Test
    void aRemovedDirectoryTakesNoNames() {
        mkdir("/d");
        files.setDirectory(find("/d"));
        assertThat(NameOperations.remove(path("/d"), true)).isZero();
        assertThat(mkdir("x")).isEqualTo(-Errno.ENOENT);
        assertThat(FileOpen.copen(files, path("f"), OpenFlags.CREATE, 0)).isEqualTo(-Errno.ENOENT);
        assertThat(NameOperations.pathOf(files.directory(), new byte[100])).isEqualTo(-Errno.ENOENT);
    }

    @Test
    void renamesAndReplaces() {
        mkdir("/a");
        mkdir("/b");
        touch("/a/f");
        touch("/b/g");
        Vnode file = find("/a/f");
        assertThat(rename("/a/f", "/b/g")).isZero();
        assertThat(find("/b/g")).isSameAs(file);
        assertThat(find("/a/f")).isNull();
        assertThat(file.links()).isEqualTo(1);
        assertThat(rename("/b/g", "/b/h")).isZero();
        assertThat(names("/b")).containsExactly(".", "..", "h");
        assertThat(rename("/b/h", "/b/h")).isZero();
        assertThat(rename("/none", "/x")).isEqualTo(-Errno.ENOENT);
    }

    @Test
    void movesDirectoriesWithTheirParent() {
        mkdir("/a");
        mkdir("/a/sub");
        mkdir("/b");
        assertThat(rename("/a", "/a/sub/x")).isEqualTo(-Errno.EINVAL);
        assertThat(rename("/a/sub", "/b/moved")).isZero();
        assertThat(pathOf("/b/moved")).isEqualTo("/b/moved");
        assertThat(find("/a").links()).isEqualTo(2);
        assertThat(find("/b").links()).isEqualTo(3);
        touch("/f");
        assertThat(rename("/f", "/b")).isEqualTo(-Errno.EISDIR);
        assertThat(rename("/b", "/f")).isEqualTo(-Errno.ENOTDIR);
        assertThat(rename("/a", "/b")).isEqualTo(-Errno.ENOTEMPTY);
        assertThat(rename("/b/moved", "/a")).isZero();
        assertThat(names("/b")).containsExactly(".", "..");
        assertThat(pathOf("/a/..")).isEqualTo("/");
    }

    @Test
    void hardLinksAreTheSameFile() {
        touch("/tmp/f");
        assertThat(NameOperations.link(path("/tmp/f"), path("/tmp/g"))).isZero();
        assertThat(find("/tmp/g")).isSameAs(find("/tmp/f"));
        assertThat(find("/tmp/g").links()).isEqualTo(2);
        assertThat(NameOperations.link(path("/tmp"), path("/tmp2"))).isEqualTo(-Errno.EPERM);
        assertThat(NameOperations.link(path("/tmp/f"), path("/tmp/g"))).isEqualTo(-Errno.EEXIST);
    }

    @Test
    void pathsOfDirectories() {
        mkdir("/d");
        mkdir("/d/e");
        assertThat(pathOf("/")).isEqualTo("/");
        assertThat(pathOf("/d/e")).isEqualTo("/d/e");
        assertThat(NameOperations.pathOf(find("/d/e"), new byte[4])).isEqualTo(4);
        assertThat(NameOperations.pathOf(find("/d/e"), new byte[3])).isEqualTo(-Errno.ERANGE);
        assertThat(pathOf("/proc")).isEqualTo("/proc");
    }
}
