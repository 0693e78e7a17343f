package dev.lamarck.workloads.ufs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamarck.kernel.fs.OpenFlags;
import dev.lamarck.kernel.fs.Vnode;
import dev.lamarck.kernel.mm.AddressSpace;
import dev.lamarck.kernel.mm.Pager;
import dev.lamarck.kernel.mm.Pages;
import dev.lamarck.toolchain.magic.Memory;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Mappings of a disk's files, hosted: one page for all who read, write and map; what reaches the disk, and when. */
class UfsMappingTest {
    private static final long BASE = 0x10_0000;
    private static final int PAGE = Pages.BYTES;
    private static final int READ = AddressSpace.READ;
    private static final int WRITE = AddressSpace.WRITE;

    private final HostedFiles files = HostedFiles.make(2 << 20, 64);

    @AfterEach
    void forgetTheCache() {
        Pager.cache = null;
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private AddressSpace mapped(String path, int pages, boolean shared) {
        AddressSpace space = new AddressSpace();
        Vnode file = files.find(path);
        assertThat(space.mapFile(BASE, (long) pages * PAGE, READ | WRITE, file, 0, shared)).isZero();
        file.release();
        space.leave();
        return space;
    }

    /** As a program does it: by a fault if need be. */
    private static void store(AddressSpace space, int offset, int value) {
        space.enter();
        Memory.store8(space.resolve(BASE + offset, WRITE), value);
        space.leave();
    }

    private static int load(AddressSpace space, int offset) {
        space.enter();
        int value = Memory.load8(space.resolve(BASE + offset, READ));
        space.leave();
        return value;
    }

    private static boolean isBeyondEnd(AddressSpace space, int offset) {
        space.enter();
        boolean is = space.fault(BASE + offset, READ) == AddressSpace.BEYOND_END;
        space.leave();
        return is;
    }

    private byte[] onDisk(String path) {
        assertThat(files.check().problems()).isEmpty();
        return new UfsTree(UfsImage.open(files.kernel.dataDisk.image().clone())).read(path);
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 3000, 8192, 20_000, 13 * 8192})
    void readsWritesAndMappingsSeeTheSameBytes(int length) {
        byte[] expected = bytes(length);
        files.put("/f", OpenFlags.CREATE, 0, expected);
        AddressSpace one = mapped("/f", 14, true);
        AddressSpace other = mapped("/f", 14, true);
        assertThat(load(one, length - 1)).isEqualTo(expected[length - 1]);
        store(one, length - 1, 77);
        assertThat(load(other, length - 1)).isEqualTo(77);
        expected[length - 1] = 77;
        assertThat(files.read("/f")).isEqualTo(expected);
        files.put("/f", 0, 5, new byte[] {55});
        assertThat(load(one, 5)).isEqualTo(55);
        expected[5] = 55;
        assertThat(files.sync()).isZero();
        assertThat(onDisk("/f")).isEqualTo(expected);
        one.destroy();
        other.destroy();
    }

    @Test
    void everyStoreBeforeASyncIsOnTheDiskAfterIt() {
        files.put("/f", OpenFlags.CREATE, 0, bytes(3 * PAGE));
        AddressSpace space = mapped("/f", 3, true);
        for (int i = 1; i <= 5; i++) {
            store(space, PAGE + 7, i);
            space.enter();
            assertThat(space.sync(BASE, 3 * PAGE)).isZero();
            space.leave();
            assertThat(onDisk("/f")[PAGE + 7]).isEqualTo((byte) i);
        }
        long commands = files.kernel.dataDisk.commands();
        files.sync();
        assertThat(files.kernel.dataDisk.commands()).as("nobody has stored since").isEqualTo(commands);
        space.destroy();
    }

    /** Who is in the middle of a copy to a page needs no fault for the rest of it. */
    @Test
    void whatIsStoredDuringASyncIsWrittenByTheNext() {
        files.put("/f", OpenFlags.CREATE, 0, bytes(PAGE));
        AddressSpace space = mapped("/f", 1, true);
        space.enter();
        long at = space.resolve(BASE, WRITE);
        Memory.store8(at, 1);
        files.sync();
        Memory.store8(at, 2);
        space.leave();
        files.sync();
        assertThat(onDisk("/f")[0]).isEqualTo((byte) 2);
        space.destroy();
    }

    @Test
    void aTruncatedFilesPagesGoAndComeBackAsZeros() {
        files.put("/f", OpenFlags.CREATE, 0, bytes(4 * PAGE));
        AddressSpace shared = mapped("/f", 4, true);
        AddressSpace own = mapped("/f", 4, false);
        store(shared, 3 * PAGE, 1);
        store(own, 3 * PAGE, 2);
        store(shared, PAGE + 200, 3);
        assertThat(files.truncate("/f", PAGE + 100)).isZero();
        assertThat(isBeyondEnd(shared, 2 * PAGE)).isTrue();
        assertThat(isBeyondEnd(shared, 3 * PAGE)).isTrue();
        assertThat(isBeyondEnd(own, 3 * PAGE)).isTrue();
        assertThat(load(shared, PAGE + 200)).isZero();
        assertThat(files.truncate("/f", 4 * PAGE)).isZero();
        assertThat(load(shared, 3 * PAGE)).isZero();
        assertThat(files.read("/f")).isEqualTo(Arrays.copyOf(Arrays.copyOf(bytes(4 * PAGE), PAGE + 100), 4 * PAGE));
        files.sync();
        assertThat(onDisk("/f")).isEqualTo(files.read("/f"));
        shared.destroy();
        own.destroy();
    }

    @Test
    void aHoleGetsItsBlockWhenItIsStoredTo() {
        files.put("/f", OpenFlags.CREATE, 0, new byte[0]);
        files.truncate("/f", 20 * PAGE);
        AddressSpace space = mapped("/f", 20, true);
        assertThat(load(space, 15 * PAGE)).isZero();
        files.sync();
        assertThat(files.check().used()).as("reading takes no space").isEqualTo(1);
        store(space, 15 * PAGE, 9);
        files.sync();
        assertThat(files.check().used()).as("root, indirect block, block").isEqualTo(1 + 2 * 8);
        assertThat(onDisk("/f")[15 * PAGE]).isEqualTo((byte) 9);
        assertThat(files.read("/f")[15 * PAGE]).isEqualTo((byte) 9);
        space.destroy();
    }

    @Test
    void aFullDiskRefusesTheStore() {
        files.put("/f", OpenFlags.CREATE, 0, new byte[0]);
        files.truncate("/f", PAGE);
        AddressSpace space = mapped("/f", 1, true);
        assertThat(load(space, 0)).isZero();
        while (files.put("/full", OpenFlags.CREATE | OpenFlags.APPEND, files.find("/full") == null ? 0 : files.find("/full").size(), bytes(PAGE)) == PAGE) {
            assertThat(files.check()).isNotNull();
        }
        space.enter();
        assertThat(space.fault(BASE, WRITE)).isEqualTo(AddressSpace.BEYOND_END);
        space.leave();
        assertThat(load(space, 0)).isZero();
        space.destroy();
    }

    @Test
    void aPrivateMappingsStoresAreItsOwn() {
        files.put("/f", OpenFlags.CREATE, 0, bytes(2 * PAGE));
        AddressSpace own = mapped("/f", 2, false);
        int free = Pages.free();
        assertThat(load(own, 3)).isEqualTo(bytes(2 * PAGE)[3]);
        assertThat(Pages.free()).as("the page is the file's").isGreaterThanOrEqualTo(free - 3);
        store(own, 3, 99);
        files.sync();
        assertThat(files.read("/f")).isEqualTo(bytes(2 * PAGE));
        assertThat(onDisk("/f")).isEqualTo(bytes(2 * PAGE));
        own.destroy();
    }

    @Test
    void aTailMayMoveUnderItsMapping() {
        files.put("/a", OpenFlags.CREATE, 0, bytes(900));
        files.put("/b", OpenFlags.CREATE, 0, bytes(900));
        AddressSpace space = mapped("/a", 1, true);
        store(space, 10, 1);
        files.put("/a", 0, 900, bytes(4000));
        store(space, 11, 2);
        store(space, 4000, 3);
        files.sync();
        byte[] expected = Arrays.copyOf(bytes(900), 4900);
        System.arraycopy(bytes(4000), 0, expected, 900, 4000);
        expected[10] = 1;
        expected[11] = 2;
        expected[4000] = 3;
        assertThat(onDisk("/a")).isEqualTo(expected);
        assertThat(onDisk("/b")).isEqualTo(bytes(900));
        space.destroy();
    }

    @Test
    void underPressureUnusedPagesGoAndMappedOnesStay() {
        byte[] expected = bytes(30 * PAGE);
        files.put("/f", OpenFlags.CREATE, 0, expected);
        AddressSpace space = mapped("/f", 30, true);
        for (int page = 0; page < 10; page++) {
            store(space, page * PAGE, page + 1);
            expected[page * PAGE] = (byte) (page + 1);
        }
        int free = Pages.free();
        Pager.cache.giveUp(1000);
        assertThat(Pages.free() - free).as("pages of the file that are not mapped").isGreaterThanOrEqualTo(20 - 8);
        assertThat(onDisk("/f")).isEqualTo(expected);
        assertThat(Pages.references(space.resolve(BASE, READ) & -PAGE)).as("the cache's and the mapping's").isEqualTo(2);
        assertThat(files.read("/f")).isEqualTo(expected);
        space.destroy();
    }

    /** Two files, three spaces that map both, against a model; the seed is in the test's name. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void randomUseOfAllWaysAgreesWithAModel(long seed) {
        Random random = new Random(seed);
        String[] paths = {"/one", "/two"};
        int most = 15 * PAGE;
        byte[][] model = new byte[2][0];
        AddressSpace[] spaces = new AddressSpace[3];
        for (String path : paths) {
            files.put(path, OpenFlags.CREATE, 0, new byte[0]);
        }
        for (int i = 0; i < spaces.length; i++) {
            spaces[i] = new AddressSpace();
            for (int which = 0; which < 2; which++) {
                Vnode file = files.find(paths[which]);
                spaces[i].mapFile(BASE + (long) which * most, most, READ | WRITE, file, 0, true);
                file.release();
            }
            spaces[i].leave();
        }
        for (int step = 0; step < 1500; step++) {
            int which = random.nextInt(2);
            AddressSpace space = spaces[random.nextInt(spaces.length)];
            int size = model[which].length;
            String where = "seed %d step %d".formatted(seed, step);
            switch (random.nextInt(10)) {
                case 0 -> {
                    int length = random.nextInt(most);
                    assertThat(files.truncate(paths[which], length)).as(where).isZero();
                    model[which] = Arrays.copyOf(model[which], length);
                }
                case 1, 2 -> {
                    int offset = random.nextInt(Math.min(most - 3000, size + 5000));
                    byte[] written = bytes(1 + random.nextInt(3000));
                    assertThat(files.put(paths[which], 0, offset, written)).as(where).isEqualTo(written.length);
                    model[which] = Arrays.copyOf(model[which], Math.max(size, offset + written.length));
                    System.arraycopy(written, 0, model[which], offset, written.length);
                }
                case 3 -> assertThat(files.sync()).as(where).isZero();
                case 4 -> Pager.cache.giveUp(random.nextInt(20));
                case 5, 6, 7 -> {
                    int offset = random.nextInt(most);
                    space.enter();
                    long at = space.resolve(BASE + (long) which * most + offset, WRITE);
                    assertThat(at != 0).as(where).isEqualTo(offset / PAGE < (size + PAGE - 1) / PAGE);
                    if (at != 0) {
                        Memory.store8(at, step);
                    }
                    space.leave();
                    if (offset < size) {
                        model[which][offset] = (byte) step;
                    }
                }
                default -> {
                    int offset = size == 0 ? 0 : random.nextInt(size);
                    if (size > 0) {
                        assertThat(load(space, which * most + offset)).as(where).isEqualTo(model[which][offset]);
                    }
                }
            }
            if (step % 150 == 149) {
                assertThat(files.read(paths[which])).as(where).isEqualTo(model[which]);
                files.sync();
                assertThat(onDisk(paths[which])).as(where).isEqualTo(model[which]);
            }
        }
        for (AddressSpace each : spaces) {
            each.destroy();
        }
    }
}
