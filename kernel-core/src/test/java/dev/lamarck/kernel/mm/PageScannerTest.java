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

/** The clock's hands, the slots, and what programs see of both: nothing. */
class PageScannerTest {
    private static final long BASE = 0x10_0000;
    private static final int READ = AddressSpace.READ;
    private static final int WRITE = AddressSpace.WRITE;
    private static final int SLOTS = 64;
    private Swap swap;
    private PageScanner scanner;
    private int freeBefore;

    @BeforeEach
    void start() {
        HostedKernel machine = HostedKernel.start();
        machine.swapDisk.insert(new byte[SLOTS * Pages.BYTES]);
        swap = new Swap(Disk.SWAP);
        // Waits for nothing: whoever faults finds memory or does not.
        SwappingPager pager = new SwappingPager(swap, 4);
        scanner = pager.scanner;
        freeBefore = Pages.free();
        Pager.installed = pager;
    }

    @AfterEach
    void uninstall() {
        Pager.installed = new Pager();
    }

    /** Turns the clock until the back hand has come round so often. */
    private void turn(int laps) {
        for (long end = scanner.laps() + laps; scanner.laps() < end; ) {
            if (scanner.step()) {
                swap.writeLeaving();
            }
        }
    }

    private static AddressSpace filled(int pages) {
        AddressSpace space = new AddressSpace();
        space.map(BASE, pages * Pages.BYTES, READ | WRITE);
        for (int i = 0; i < pages; i++) {
            Memory.store64(space.resolve(BASE + i * Pages.BYTES, WRITE), i + 1);
        }
        space.leave();
        return space;
    }

    private static long word(AddressSpace space, int page) {
        return Memory.load64(space.resolve(BASE + page * Pages.BYTES, READ));
    }

    @Test
    void unusedPagesGoToTheDiskAndComeBackAsTheyWere() {
        AddressSpace space = filled(10);
        int free = Pages.free();
        turn(2);
        assertThat(space.resident()).isZero();
        assertThat(space.away()).isEqualTo(10);
        assertThat(Pages.free()).isEqualTo(free + 10);
        for (int i = 0; i < 10; i++) {
            assertThat(word(space, i)).isEqualTo(i + 1);
        }
        assertThat(swap.inUse()).isZero();
        assertThat(space.away()).isZero();
    }

    @Test
    void whatIsUsedBetweenTheHandsStays() {
        AddressSpace space = filled(10);
        for (long end = scanner.laps() + 3; scanner.laps() < end; ) {
            space.resolve(BASE + 3 * Pages.BYTES, READ);
            if (scanner.step()) {
                swap.writeLeaving();
            }
        }
        assertThat(space.resident()).isOne();
        assertThat(swap.read()).as("pages read").isZero();
    }

    @Test
    void aPageThatHasNotChangedIsNotWrittenAgain() {
        AddressSpace space = filled(5);
        turn(2);
        for (int i = 0; i < 5; i++) {
            word(space, i);
        }
        Memory.store64(space.resolve(BASE, WRITE), 99);
        turn(2);
        assertThat(swap.written()).isEqualTo(6);
        assertThat(word(space, 0)).isEqualTo(99);
        assertThat(word(space, 4)).isEqualTo(5);
    }

    @Test
    void parentAndChildShareSlotsUntilOneWrites() {
        AddressSpace space = filled(3);
        AddressSpace child = space.fork();
        child.leave();
        turn(2);
        assertThat(space.away() + child.away()).isEqualTo(6);
        assertThat(swap.inUse()).isEqualTo(3);
        AddressSpace grandchild = child.fork();
        Memory.store64(child.resolve(BASE, WRITE), 7);
        assertThat(word(space, 0)).isOne();
        assertThat(word(child, 0)).isEqualTo(7);
        assertThat(word(grandchild, 0)).isOne();
        assertThat(Pages.references(space.resolve(BASE, READ))).as("one read for both").isEqualTo(2);
        space.destroy();
        child.destroy();
        assertThat(word(grandchild, 2)).isEqualTo(3);
        grandchild.destroy();
        assertThat(swap.inUse()).isZero();
        assertThat(Pages.free()).isEqualTo(freeBefore);
    }

    @Test
    void whoWantsAPageThatIsBeingWrittenGetsIt() {
        AddressSpace space = filled(1);
        while (!scanner.step()) {
            assertThat(space.resident()).isOne();
        }
        assertThat(word(space, 0)).isOne();
        assertThat(swap.read()).isZero();
        Memory.store64(space.resolve(BASE, WRITE), 2);
        swap.writeLeaving();
        turn(2);
        assertThat(word(space, 0)).isEqualTo(2);
    }

    @Test
    void withoutASlotNothingIsTakenAway() {
        AddressSpace space = filled(SLOTS + 10);
        turn(3);
        assertThat(space.away()).isEqualTo(SLOTS);
        assertThat(space.resident()).isEqualTo(10);
        assertThat(swap.inUse()).isEqualTo(SLOTS);
        for (int i = 0; i < SLOTS + 10; i++) {
            assertThat(word(space, i)).isEqualTo(i + 1);
        }
    }

    @Test
    void aFilesOwnPagesAreOnlyForgotten() {
        TmpFile file = new TmpFile(0);
        file.truncate(2 * Pages.BYTES);
        AddressSpace space = new AddressSpace();
        space.mapFile(BASE, 2 * Pages.BYTES, READ | WRITE, file, 0, true);
        Memory.store64(space.resolve(BASE, WRITE), 8);
        space.leave();
        turn(2);
        assertThat(space.resident() + space.away()).isZero();
        assertThat(swap.written()).isZero();
        assertThat(word(space, 0)).isEqualTo(8);
    }

    @Test
    void spacesInUseAreLeftAlone() {
        AddressSpace space = filled(4);
        space.enter();
        turn(3);
        assertThat(space.resident()).isEqualTo(4);
        space.leave();
        turn(2);
        assertThat(space.resident()).isZero();
    }

    /** Against a model; the seed is in the failure's description. */
    @Test
    void randomUseForksAndPressureLoseNothing() {
        for (long seed = 1; seed <= 20; seed++) {
            storm(seed);
        }
    }

    private void storm(long seed) {
        Random random = new Random(seed);
        int pages = 12;
        AddressSpace[] spaces = {filled(pages), null, null};
        long[][] model = new long[3][pages];
        for (int i = 0; i < pages; i++) {
            model[0][i] = i + 1;
        }
        for (int step = 0; step < 600; step++) {
            int one = random.nextInt(3);
            int other = random.nextInt(3);
            int page = random.nextInt(pages);
            if (spaces[one] == null) {
                continue;
            }
            switch (random.nextInt(6)) {
                case 0 -> {
                    Memory.store64(spaces[one].resolve(BASE + page * Pages.BYTES, WRITE), step);
                    model[one][page] = step;
                }
                case 1 -> assertThat(word(spaces[one], page)).as("seed %d step %d", seed, step).isEqualTo(model[one][page]);
                case 2 -> {
                    if (one != other && spaces[other] == null) {
                        spaces[other] = spaces[one].fork();
                        spaces[other].leave();
                        model[other] = model[one].clone();
                    } else if (one != other && random.nextInt(3) == 0) {
                        spaces[other].destroy();
                        spaces[other] = null;
                    }
                }
                default -> {
                    for (int i = random.nextInt(20); i > 0; i--) {
                        if (scanner.step()) {
                            swap.writeLeaving();
                        }
                    }
                }
            }
        }
        for (AddressSpace each : spaces) {
            if (each != null) {
                each.destroy();
            }
        }
        assertThat(swap.inUse()).as("seed %d", seed).isZero();
        assertThat(Pages.free()).as("seed %d", seed).isEqualTo(freeBefore);
    }
}
