package dev.lamarck.kernel.mm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamarck.kernel.HostedKernel;
import dev.lamarck.kernel.driver.Disk;
import dev.lamarck.kernel.fs.tmp.TmpFile;
import dev.lamarck.toolchain.magic.Memory;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Files in memory under pressure: their pages go to slots and come back, mapped or not. */
class AnonScannerTest {
    private static final long BASE = 0x10_0000;
    private static final int PAGE = Pages.BYTES;
    private static final int READ = AddressSpace.READ;
    private static final int WRITE = AddressSpace.WRITE;
    private static final int SLOTS = 64;
    private Swap swap;
    private SwappingPager pager;
    private int freeBefore;

    @BeforeEach
    void start() {
        HostedKernel machine = HostedKernel.start();
        machine.swapDisk.insert(new byte[SLOTS * PAGE]);
        swap = new Swap(Disk.SWAP);
        pager = new SwappingPager(swap, 4);
        Pager.installed = pager;
        // A rehearsal: the pages that the heap keeps for objects are no loss.
        storm(0);
        freeBefore = Pages.free();
    }

    @AfterEach
    void uninstall() {
        Pager.installed = new Pager();
    }

    private void turn(int laps) {
        for (long end = pager.laps() + laps; pager.laps() < end; ) {
            if (pager.step()) {
                swap.writeLeaving();
            }
        }
    }

    private static TmpFile file(int pages) {
        TmpFile file = new TmpFile(0);
        file.truncate((long) pages * PAGE);
        for (int i = 0; i < pages; i++) {
            store(file, i, i + 1);
        }
        return file;
    }

    /** As a write does it. */
    private static void store(TmpFile file, int page, long value) {
        long at = file.share((long) page * PAGE);
        Memory.store64(at, value);
        Pages.release(at);
    }

    private static long load(TmpFile file, int page) {
        long at = Pages.allocateZeroed();
        assertThat(file.read((long) page * PAGE, at, 8)).isZero();
        long value = Memory.load64(at);
        Pages.release(at);
        return value;
    }

    private static AddressSpace mapping(TmpFile file, int pages) {
        AddressSpace space = new AddressSpace();
        space.mapFile(BASE, (long) pages * PAGE, READ | WRITE, file, 0, true);
        space.leave();
        return space;
    }

    @Test
    void unusedPagesOfFilesGoToTheDiskAndComeBack() {
        TmpFile file = file(10);
        int free = Pages.free();
        turn(3);
        assertThat(Pages.free()).isEqualTo(free + 10);
        assertThat(file.isInMemory(0)).isFalse();
        assertThat(swap.inUse()).isEqualTo(10);
        for (int i = 0; i < 10; i++) {
            assertThat(load(file, i)).isEqualTo(i + 1);
        }
        assertThat(file.isInMemory(0)).isTrue();
        assertThat(swap.inUse()).isZero();
        file.release();
    }

    @Test
    void mappedPagesGoOnceNoSpaceUsesThem() {
        TmpFile file = file(4);
        AddressSpace one = mapping(file, 4);
        AddressSpace other = mapping(file, 4);
        one.enter();
        Memory.store64(one.resolve(BASE + PAGE, WRITE), 77);
        one.leave();
        turn(5);
        assertThat(swap.inUse()).isEqualTo(4);
        other.enter();
        assertThat(Memory.load64(other.resolve(BASE + PAGE, READ))).isEqualTo(77);
        turn(3);
        assertThat(file.isInMemory(PAGE)).as("in a space that is in use").isTrue();
        other.leave();
        assertThat(load(file, 1)).isEqualTo(77);
        one.destroy();
        other.destroy();
        file.release();
        assertThat(swap.inUse()).isZero();
        assertThat(Pages.free()).isEqualTo(freeBefore);
    }

    @Test
    void aFileThatIsCutGivesItsSlotsBack() {
        TmpFile file = file(8);
        turn(3);
        assertThat(file.truncate(2 * PAGE + 4)).isZero();
        assertThat(swap.inUse()).as("the last page was brought back to be cleared behind the end").isEqualTo(2);
        assertThat(file.truncate(8 * PAGE)).isZero();
        assertThat(load(file, 5)).isZero();
        assertThat(load(file, 1)).isEqualTo(2);
        file.release();
        assertThat(swap.inUse()).isZero();
    }

    /** Against a model; the seed is in the failure's description. */
    @Test
    void randomUseUnderPressureLosesNothing() {
        for (long seed = 1; seed <= 20; seed++) {
            storm(seed);
        }
    }

    private void storm(long seed) {
        Random random = new Random(seed);
        int pages = 12;
        TmpFile[] files = {file(pages), file(pages)};
        AddressSpace[] spaces = {mapping(files[0], pages), mapping(files[1], pages), mapping(files[0], pages)};
        long[][] model = new long[2][pages];
        for (int i = 0; i < pages; i++) {
            model[0][i] = i + 1;
            model[1][i] = i + 1;
        }
        for (int step = 0; step < 800; step++) {
            int which = random.nextInt(3);
            int page = random.nextInt(pages);
            String where = "seed %d step %d".formatted(seed, step);
            switch (random.nextInt(7)) {
                case 0 -> {
                    store(files[which % 2], page, step);
                    model[which % 2][page] = step;
                }
                case 1 -> assertThat(load(files[which % 2], page)).as(where).isEqualTo(model[which % 2][page]);
                case 2 -> {
                    spaces[which].enter();
                    Memory.store64(spaces[which].resolve(BASE + (long) page * PAGE, WRITE), step);
                    spaces[which].leave();
                    model[which % 2][page] = step;
                }
                case 3 -> {
                    spaces[which].enter();
                    assertThat(Memory.load64(spaces[which].resolve(BASE + (long) page * PAGE, READ))).as(where).isEqualTo(model[which % 2][page]);
                    spaces[which].leave();
                }
                default -> {
                    for (int i = random.nextInt(20); i > 0; i--) {
                        if (pager.step()) {
                            swap.writeLeaving();
                        }
                    }
                }
            }
        }
        for (AddressSpace each : spaces) {
            each.destroy();
        }
        for (TmpFile each : files) {
            each.release();
        }
        assertThat(swap.inUse()).as("seed %d", seed).isZero();
        assertThat(seed == 0 ? freeBefore : Pages.free()).as("seed %d", seed).isEqualTo(freeBefore);
    }
}
