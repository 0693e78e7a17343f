package dev.lamarck.kernel.mm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamarck.kernel.Errno;
import dev.lamarck.kernel.HostedKernel;
import dev.lamarck.kernel.fs.tmp.TmpFile;
import dev.lamarck.toolchain.magic.Memory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AddressSpaceTest {
    private static final long BASE = 0x10_0000;
    private static final int READ = AddressSpace.READ;
    private static final int WRITE = AddressSpace.WRITE;
    private AddressSpace space;
    private int freeBefore;

    @BeforeEach
    void start() {
        HostedKernel.start();
        freeBefore = Pages.free();
        space = new AddressSpace();
    }

    @Test
    void pagesComeClearedByFault() {
        assertThat(space.map(BASE, 3 * Pages.BYTES, READ | WRITE)).isZero();
        assertThat(space.resident()).isZero();
        long at = space.resolve(BASE + Pages.BYTES + 8, READ);
        assertThat(Memory.load64(at)).isZero();
        assertThat(space.resident()).isOne();
        assertThat(Pages.colour(at)).isEqualTo(Pages.colour(BASE + Pages.BYTES));
    }

    @Test
    void tellsMissingFromForbidden() {
        space.map(BASE, Pages.BYTES, READ);
        assertThat(space.fault(BASE, READ)).isZero();
        assertThat(space.fault(BASE, WRITE)).isEqualTo(AddressSpace.NOT_PERMITTED);
        assertThat(space.fault(BASE + Pages.BYTES, READ)).isEqualTo(AddressSpace.NOT_MAPPED);
        assertThat(space.resolve(BASE, WRITE)).isZero();
        assertThat(space.resolve(0, READ)).isZero();
        assertThat(space.resolve(-8, READ)).isZero();
    }

    @Test
    void mappingsDoNotOverlap() {
        space.map(BASE, 2 * Pages.BYTES, READ);
        assertThat(space.map(BASE + Pages.BYTES, Pages.BYTES, READ)).isEqualTo(-Errno.EEXIST);
        assertThat(space.map(BASE + 1, Pages.BYTES, READ)).isEqualTo(-Errno.EINVAL);
        assertThat(space.map(AddressSpace.HIGHEST, Pages.BYTES, READ)).isEqualTo(-Errno.EINVAL);
    }

    @Test
    void forkSharesUntilOneSideWrites() {
        space.map(BASE, 2 * Pages.BYTES, READ | WRITE);
        Memory.store64(space.resolve(BASE, WRITE), 1);
        AddressSpace child = space.fork();
        assertThat(child.resolve(BASE, READ)).isEqualTo(space.resolve(BASE, READ));
        Memory.store64(child.resolve(BASE, WRITE), 2);
        assertThat(Memory.load64(space.resolve(BASE, READ))).isOne();
        assertThat(Memory.load64(child.resolve(BASE, READ))).isEqualTo(2);
        long own = space.resolve(BASE, READ);
        assertThat(space.resolve(BASE, WRITE)).as("the last holder writes in place").isEqualTo(own);
    }

    @Test
    void aChildHasWhatWasSaidItShould() {
        space.map(BASE, 3 * Pages.BYTES, READ | WRITE);
        for (int i = 0; i < 3; i++) {
            Memory.store64(space.resolve(BASE + i * Pages.BYTES, WRITE), 7);
        }
        assertThat(space.setFate(BASE, Pages.BYTES, Segment.LEFT_OUT)).isZero();
        assertThat(space.setFate(BASE + Pages.BYTES, Pages.BYTES, Segment.CLEARED)).isZero();
        AddressSpace child = space.fork();
        assertThat(child.fault(BASE, READ)).isEqualTo(AddressSpace.NOT_MAPPED);
        assertThat(Memory.load64(child.resolve(BASE + Pages.BYTES, READ))).isZero();
        assertThat(Memory.load64(child.resolve(BASE + 2 * Pages.BYTES, READ))).isEqualTo(7);
        assertThat(Memory.load64(space.resolve(BASE + Pages.BYTES, READ))).isEqualTo(7);
    }

    @Test
    void protectionChangesUpToAHole() {
        space.map(BASE, Pages.BYTES, READ | WRITE);
        space.map(BASE + 2 * Pages.BYTES, Pages.BYTES, READ | WRITE);
        assertThat(space.protect(BASE, 3 * Pages.BYTES, READ)).isEqualTo(-Errno.ENOMEM);
        assertThat(space.fault(BASE, WRITE)).isEqualTo(AddressSpace.NOT_PERMITTED);
        assertThat(space.fault(BASE + 2 * Pages.BYTES, WRITE)).isZero();
    }

    @Test
    void contentsMoveAndTheMappingStays() {
        space.map(BASE, 2 * Pages.BYTES, READ | WRITE);
        Memory.store64(space.resolve(BASE + Pages.BYTES, WRITE), 9);
        long moved = space.moveContents(BASE, 2 * Pages.BYTES);
        assertThat(Memory.load64(space.resolve(moved + Pages.BYTES, READ))).isEqualTo(9);
        assertThat(Memory.load64(space.resolve(BASE + Pages.BYTES, READ))).isZero();
    }

    @Test
    void stackGrowsDownToItsLimitOnly() {
        space.mapStack(AddressSpace.STACK_TOP, Pages.BYTES);
        assertThat(space.fault(AddressSpace.STACK_TOP - 40 * Pages.BYTES, WRITE)).isZero();
        assertThat(space.fault(AddressSpace.STACK_TOP - AddressSpace.STACK_LIMIT, WRITE)).isZero();
        assertThat(space.fault(AddressSpace.STACK_TOP - AddressSpace.STACK_LIMIT - 1, WRITE)).isEqualTo(AddressSpace.NOT_MAPPED);
    }

    @Test
    void unmapSplitsAndFreesPages() {
        space.map(BASE, 5 * Pages.BYTES, READ | WRITE);
        for (int i = 0; i < 5; i++) {
            space.resolve(BASE + i * Pages.BYTES, WRITE);
        }
        assertThat(space.unmap(BASE + Pages.BYTES, 2 * Pages.BYTES)).isZero();
        assertThat(space.resident()).isEqualTo(3);
        assertThat(space.fault(BASE, READ)).isZero();
        assertThat(space.fault(BASE + Pages.BYTES, READ)).isEqualTo(AddressSpace.NOT_MAPPED);
        assertThat(space.fault(BASE + 2 * Pages.BYTES, READ)).isEqualTo(AddressSpace.NOT_MAPPED);
        assertThat(space.fault(BASE + 3 * Pages.BYTES, READ)).isZero();
    }

    @Test
    void protectChangesExactlyItsRange() {
        space.map(BASE, 3 * Pages.BYTES, READ | WRITE);
        Memory.store64(space.resolve(BASE + Pages.BYTES, WRITE), 7);
        assertThat(space.protect(BASE + Pages.BYTES, Pages.BYTES, READ)).isZero();
        assertThat(space.fault(BASE + Pages.BYTES, WRITE)).isEqualTo(AddressSpace.NOT_PERMITTED);
        assertThat(space.fault(BASE, WRITE)).isZero();
        assertThat(space.protect(BASE + Pages.BYTES, Pages.BYTES, 0)).isZero();
        assertThat(space.resolve(BASE + Pages.BYTES, READ)).isZero();
        assertThat(space.protect(BASE + Pages.BYTES, Pages.BYTES, READ | WRITE)).isZero();
        assertThat(Memory.load64(space.resolve(BASE + Pages.BYTES, WRITE))).isEqualTo(7);
        assertThat(space.protect(BASE, 4 * Pages.BYTES, READ)).isEqualTo(-Errno.ENOMEM);
    }

    @Test
    void heapGrowsAndShrinks() {
        space.setHeap(BASE + 1);
        long start = space.brk(0);
        assertThat(start).isEqualTo(BASE + Pages.BYTES);
        assertThat(space.brk(start + 20000)).isEqualTo(start + 20000);
        Memory.store64(space.resolve(start + 16384, WRITE), 9);
        assertThat(space.brk(start + 100)).isEqualTo(start + 100);
        assertThat(space.resolve(start + 16384, READ)).isZero();
        space.brk(start + 20000);
        assertThat(Memory.load64(space.resolve(start + 16384, READ))).as("cleared again").isZero();
        space.map(start + 10 * Pages.BYTES, Pages.BYTES, READ);
        assertThat(space.brk(start + 11 * Pages.BYTES)).isEqualTo(start + 20000);
    }

    @Test
    void theLoaderWritesWhereTheUserMayNot() {
        space.map(BASE, Pages.BYTES, READ | AddressSpace.EXECUTE);
        long buffer = Pages.allocateZeroed();
        Memory.store64(buffer, 0x1234);
        assertThat(space.copyInto(BASE + 8, buffer, 8)).isZero();
        assertThat(Memory.load64(space.resolve(BASE + 8, READ))).isEqualTo(0x1234);
        assertThat(space.resolve(BASE + 8, WRITE)).isZero();
        assertThat(space.copyInto(BASE + Pages.BYTES - 4, buffer, 8)).isEqualTo(-Errno.EFAULT);
        Pages.release(buffer);
    }

    @Test
    void sharedPagesAreTheFilesOwn() {
        TmpFile file = new TmpFile(0);
        file.truncate(Pages.BYTES + 1);
        assertThat(space.mapFile(BASE, 3 * Pages.BYTES, READ | WRITE, file, 0, true)).isZero();
        Memory.store64(space.resolve(BASE + 8, WRITE), 5);
        AddressSpace child = space.fork();
        Memory.store64(child.resolve(BASE + 8, WRITE), 6);
        assertThat(Memory.load64(space.resolve(BASE + 8, READ))).isEqualTo(6);
        long page = file.share(0);
        assertThat(Memory.load64(page + 8)).isEqualTo(6);
        Pages.release(page);
        assertThat(space.isShared(BASE)).isTrue();
        assertThat(space.fault(BASE + Pages.BYTES, READ)).isZero();
        assertThat(space.fault(BASE + 2 * Pages.BYTES, READ)).isEqualTo(AddressSpace.BEYOND_END);
        assertThat(Pages.references(page)).as("the file's, the parent's, the child's").isEqualTo(3);
        child.destroy();
        space.unmap(BASE, 3 * Pages.BYTES);
        assertThat(Pages.references(page)).isOne();
    }

    @Test
    void mappingsAreMadeLongerWhereThereIsRoomAndElsewhereIfNot() {
        space.map(BASE, 2 * Pages.BYTES, READ | WRITE);
        Memory.store64(space.resolve(BASE + Pages.BYTES, WRITE), 7);
        assertThat(space.resize(BASE, 2 * Pages.BYTES, 3 * Pages.BYTES, false)).isEqualTo(BASE);
        space.map(BASE + 3 * Pages.BYTES, Pages.BYTES, READ);
        assertThat(space.resize(BASE, 3 * Pages.BYTES, 4 * Pages.BYTES, false)).isEqualTo(-Errno.ENOMEM);
        long moved = space.resize(BASE, 3 * Pages.BYTES, 4 * Pages.BYTES, true);
        assertThat(Memory.load64(space.resolve(moved + Pages.BYTES, READ))).isEqualTo(7);
        assertThat(space.fault(moved + 3 * Pages.BYTES, WRITE)).isZero();
        assertThat(space.fault(BASE, READ)).isEqualTo(AddressSpace.NOT_MAPPED);
        assertThat(space.resize(moved, 4 * Pages.BYTES, Pages.BYTES, false)).isEqualTo(moved);
        assertThat(space.fault(moved + Pages.BYTES, READ)).isEqualTo(AddressSpace.NOT_MAPPED);
        assertThat(space.resize(BASE, Pages.BYTES, 2 * Pages.BYTES, true)).isEqualTo(-Errno.EFAULT);
    }

    @Test
    void discardedPagesComeBackCleared() {
        space.map(BASE, 2 * Pages.BYTES, READ | WRITE);
        Memory.store64(space.resolve(BASE, WRITE), 7);
        assertThat(space.discard(BASE, Pages.BYTES)).isZero();
        assertThat(Memory.load64(space.resolve(BASE, READ))).isZero();
        assertThat(space.discard(BASE, 3 * Pages.BYTES)).isEqualTo(-Errno.ENOMEM);
    }

    @Test
    void programsDoNotGetTheKernelsReserve() {
        space.map(BASE, 1L << 30, READ | WRITE);
        int touched = 0;
        while (space.fault(BASE + (long) touched * Pages.BYTES, WRITE) == 0) {
            touched++;
        }
        assertThat(Pages.free()).isEqualTo(Pages.total() / 32);
        assertThat(space.map(2L << 30, Pages.BYTES, READ)).isEqualTo(-Errno.ENOMEM);
        assertThat(space.fork()).isNotNull();
    }

    @Test
    void nothingIsLeftAfterDestroy() {
        long live = AllSpaces.count();
        space.map(BASE, 50 * Pages.BYTES, READ | WRITE);
        space.mapStack(AddressSpace.STACK_TOP, Pages.BYTES);
        space.resolve(BASE, WRITE);
        space.resolve(AddressSpace.STACK_TOP - 8, WRITE);
        AddressSpace child = space.fork();
        child.resolve(BASE, WRITE);
        space.destroy();
        child.destroy();
        assertThat(Pages.free()).isEqualTo(freeBefore);
        assertThat(AllSpaces.count()).isEqualTo(live - 1);
    }
}
