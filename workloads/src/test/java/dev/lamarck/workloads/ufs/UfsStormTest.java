package dev.lamarck.workloads.ufs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamarck.kernel.fs.Vnode;
import dev.lamarck.kernel.ufs.DataDisk;
import dev.lamarck.workloads.powercut.FileModel;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Random operations against a model; the seed is in the test's name, and enough to run it again. */
class UfsStormTest {
    @ParameterizedTest(name = "seed {0}: {1} operations, files up to {2} bytes, disk of {3}, groups of {4} blocks, {5} names cached")
    @CsvSource({
        "1, 1500, 60000, 2000000, 64, 256", "2, 1500, 200000, 3000000, 32, 3", "3, 1500, 400000, 1000000, 1024, 0", "4, 1000, 30000, 700000, 100, 16",
    })
    void agreesWithTheModel(long seed, int steps, int longest, int disk, int blocksPerGroup, int names) {
        HostedFiles files = HostedFiles.make(disk, blocksPerGroup);
        DataDisk.names().resize(names);
        FileStorm storm = new FileStorm(files, seed, longest, false);
        for (int i = 0; i < steps; i++) {
            storm.step();
            if (i % 100 == 99) {
                compare(files, storm.model);
                assertThat(files.sync()).isZero();
                assertThat(files.check().problems()).isEmpty();
            }
        }
        HostedFiles again = HostedFiles.mount(files.kernel.dataDisk.image().clone());
        compare(again, storm.model);
        removeAll(again, "");
        again.sync();
        assertThat(again.check().problems()).isEmpty();
        assertThat(again.check().files()).isZero();
        assertThat(again.check().directories()).isEqualTo(1);
    }

    private static void compare(HostedFiles files, FileModel model) {
        Set<String> paths = new TreeSet<>();
        collect(files, "", paths);
        assertThat(paths).isEqualTo(model.nodes().keySet());
        model.nodes().forEach((path, node) -> {
            if (!node.isDirectory()) {
                assertThat(files.read(path)).as(path).isEqualTo(node.contents());
            }
        });
    }

    private static void collect(HostedFiles files, String path, Set<String> paths) {
        paths.add(path);
        if (isDirectory(files, path)) {
            files.names(path).forEach(name -> collect(files, path + "/" + name, paths));
        }
    }

    private static boolean isDirectory(HostedFiles files, String path) {
        Vnode file = files.find(path);
        boolean is = file.isDirectory();
        file.release();
        return is;
    }

    private static void removeAll(HostedFiles files, String path) {
        for (String name : files.names(path)) {
            String each = path + "/" + name;
            if (isDirectory(files, each)) {
                removeAll(files, each);
                assertThat(files.rmdir(each)).isZero();
            } else {
                assertThat(files.unlink(each)).isZero();
            }
        }
    }
}
