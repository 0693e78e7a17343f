package dev.lamarck.workloads.ufs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamarck.hardware.device.Disk;
import dev.lamarck.kernel.ufs.UfsFormat;
import dev.lamarck.workloads.powercut.PowerCutRecord;
import dev.lamarck.workloads.powercut.Survivors;
import java.util.Optional;
import java.util.Random;
import java.util.function.LongPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The power goes after every single sector that a storm of operations has written, hosted. Of what was not flushed the disk keeps all, or the last sector alone, or some. Each time the
 * kernel mounts what is left; then the host's check must find nothing, and the files must be as they were after an operation not before the last {@code sync} that
 * had returned. {@code -Dpowercut.operations=N} makes it longer, the seed is in the test's name.
 */
class PowerCutTest {
    private static final int OPERATIONS = Integer.getInteger("powercut.operations", 60);
    private static final int OPERATIONS_A_SYNC = 6;
    private static final int DISK_BYTES = 700_000;
    private static final int BLOCKS_PER_GROUP = 24;

    /** Cuts tried: of what was not flushed, all kept; and some. */
    private int inOrder;
    private int others;

    private static PowerCutRecord record(long seed, Observed observed) {
        HostedFiles files = HostedFiles.make(DISK_BYTES, BLOCKS_PER_GROUP);
        DiskHistory history = new DiskHistory(files.kernel.dataDisk.image());
        files.kernel.dataDisk.addObserver(observed.by(history));
        FileStorm storm = new FileStorm(files, seed, 30_000, true);
        PowerCutRecord recorded = new PowerCutRecord(history, storm.model);
        for (int i = 1; i <= OPERATIONS; i++) {
            int began = history.writes();
            boolean isSafe = storm.step();
            recorded.did(began, storm.model);
            if (isSafe) {
                recorded.synced();
            }
            if (i % OPERATIONS_A_SYNC == 0) {
                assertThat(files.sync()).isZero();
                recorded.synced();
            }
        }
        return recorded;
    }

    private interface Observed {
        Disk.Observer by(DiskHistory history);
    }

    /** Tries every cut; the first that loses something, and what. */
    private Optional<String> firstLoss(PowerCutRecord recorded, Random random) {
        DiskHistory history = recorded.history();
        Optional<String> loss = Optional.empty();
        for (int cut = 0; cut <= history.writes() && loss.isEmpty(); cut++) {
            int last = cut - 1;
            int safe = history.safe(cut);
            loss = loss(recorded, cut, history.cut(cut), "all");
            inOrder++;
            if (loss.isEmpty() && safe < last) {
                loss = loss(recorded, cut, history.cut(cut, safe, index -> index == last), "the last");
                others++;
            }
            for (int i = 0; i < 2 && loss.isEmpty() && safe < last; i++) {
                loss = loss(recorded, cut, history.cut(cut, safe, index -> random.nextBoolean()), "some");
                others++;
            }
        }
        return loss;
    }

    private static Optional<String> loss(PowerCutRecord recorded, int cut, byte[] disk, String kept) {
        HostedFiles files = HostedFiles.mount(disk);
        Optional<String> what = files.find("") == null ? Optional.of("cannot be mounted") : new Survivors(files.all()).loss(recorded.possible(cut));
        if (what.isEmpty() && (files.sync() != 0 || !files.check().isClean())) {
            what = Optional.of(files.check().toString());
        }
        return what.map(found -> "power cut after write %d of %d, kept of the unsafe: %s: %s".formatted(cut, recorded.history().writes(), kept, found));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2})
    void nothingThatWasSyncedIsLost(long seed) {
        PowerCutRecord recorded = record(seed, history -> history);
        Optional<String> loss = firstLoss(recorded, new Random(seed));
        assertThat(loss).isEmpty();
        assertThat(inOrder).isGreaterThan(100);
        System.out.printf("power cuts, seed %d: %d operations, %d cut points in order, %d disks with sectors missing, lost 0%n", seed, OPERATIONS,
                inOrder, others);
    }

    /** The flushes of a commit, by what is written after them. */
    enum Barrier {
        BEFORE_THE_LOG, BEFORE_THE_PLACES;

        /** Whether it is the flush before a write to a sector. */
        LongPredicate before(UfsImage image) {
            long header = (long) image.logBlock * UfsFormat.SECTORS_PER_BLOCK;
            long end = header + (long) image.logBlocks * UfsFormat.SECTORS_PER_BLOCK;
            return switch (this) {
                case BEFORE_THE_LOG -> sector -> sector > header && sector < end;
                case BEFORE_THE_PLACES -> sector -> sector < header || sector >= end;
            };
        }
    }

    /** The test can fail: without any one of its barriers the kernel would lose something. */
    @ParameterizedTest
    @EnumSource(Barrier.class)
    void aMissingBarrierIsFound(Barrier missing) {
        LongPredicate isBehind = missing.before(UfsImage.open(UfsMaker.make(DISK_BYTES, BLOCKS_PER_GROUP)));
        Optional<String> loss = Optional.empty();
        for (long seed = 1; loss.isEmpty() && seed <= 5; seed++) {
            loss = firstLoss(record(seed, history -> new Disk.Observer() {
                private boolean isFlushed;

                @Override
                public void written(long sector, byte[] bytes) {
                    if (isFlushed && !isBehind.test(sector)) {
                        history.flushed();
                    }
                    isFlushed = false;
                    history.written(sector, bytes);
                }

                @Override
                public void flushed() {
                    isFlushed = true;
                }
            }), new Random(seed));
        }
        assertThat(loss).isPresent();
    }

    /** A commit that changed nothing writes nothing. */
    @Test
    void syncingTwiceWritesOnce() {
        HostedFiles files = HostedFiles.make(DISK_BYTES, BLOCKS_PER_GROUP);
        files.mkdir("/d");
        files.sync();
        long commands = files.kernel.dataDisk.commands();
        files.sync();
        assertThat(files.kernel.dataDisk.commands()).isEqualTo(commands);
    }
}
