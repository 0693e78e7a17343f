package dev.lamarck.workloads.ufs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamarck.hardware.device.Disk;
import dev.lamarck.kernel.ufs.UfsFormat;
import java.util.ArrayList;
import java.util.List;
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
    private static final int OPERATIONS = Integer.getInteger("powercut.operations", 40);
    private static final int OPERATIONS_A_SYNC = 6;
    private static final int DISK_BYTES = 700_000;
    private static final int BLOCKS_PER_GROUP = 24;

    /** A storm that was recorded: the files after each operation, and when each began and was safe. */
    private static final class Recorded {
        final List<ModelFiles> states = new ArrayList<>();
        /** For each state, how many writes there were when the operation began that led to it. */
        final List<Integer> begun = new ArrayList<>();
        /** For each state, how many writes there were when a {@code sync} after it had returned; far away if none had. */
        final List<Integer> synced = new ArrayList<>();
        DiskHistory history;
        int inOrder;
        int others;
    }

    private static Recorded record(long seed, Observed observed) {
        HostedFiles files = HostedFiles.make(DISK_BYTES, BLOCKS_PER_GROUP);
        Recorded recorded = new Recorded();
        recorded.history = new DiskHistory(files.kernel.dataDisk.image());
        files.kernel.dataDisk.addObserver(observed.by(recorded.history));
        FileStorm storm = new FileStorm(files, seed, 30_000, true);
        recorded.states.add(storm.model.copy());
        recorded.begun.add(0);
        recorded.synced.add(0);
        for (int i = 1; i <= OPERATIONS; i++) {
            recorded.begun.add(recorded.history.writes());
            storm.step();
            recorded.states.add(storm.model.copy());
            recorded.synced.add(Integer.MAX_VALUE);
            if (i % OPERATIONS_A_SYNC == 0) {
                assertThat(files.sync()).isZero();
                recorded.synced.set(i, recorded.history.writes());
            }
        }
        return recorded;
    }

    private interface Observed {
        Disk.Observer by(DiskHistory history);
    }

    /** Tries every cut; the first that loses something, and what. */
    private static Optional<String> firstLoss(Recorded recorded, Random random) {
        for (int cut = 0; cut <= recorded.history.writes(); cut++) {
            int last = cut - 1;
            int safe = recorded.history.safe(cut);
            Optional<String> loss = loss(recorded, cut, recorded.history.cut(cut), "all");
            recorded.inOrder++;
            if (loss.isEmpty() && safe < last) {
                loss = loss(recorded, cut, recorded.history.cut(cut, safe, index -> index == last), "the last");
                recorded.others++;
            }
            for (int i = 0; i < 2 && loss.isEmpty() && safe < last; i++) {
                loss = loss(recorded, cut, recorded.history.cut(cut, safe, index -> random.nextBoolean()), "some");
                recorded.others++;
            }
            if (loss.isPresent()) {
                return loss;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> loss(Recorded recorded, int cut, byte[] disk, String kept) {
        HostedFiles files = HostedFiles.mount(disk);
        Optional<String> what = files.find("/") == null ? Optional.of("cannot be mounted") : SurvivingFiles.loss(files, possible(recorded, cut));
        if (what.isEmpty() && (files.sync() != 0 || !files.check().isClean())) {
            what = Optional.of(files.check().toString());
        }
        return what.map(found -> "power cut after write %d of %d, kept of the unsafe: %s: %s".formatted(cut, recorded.history.writes(), kept, found));
    }

    /** The states in which files may be after a cut: from the last that was safe to that of the operation that had begun. */
    private static List<ModelFiles> possible(Recorded recorded, int cut) {
        int from = 0;
        int to = 0;
        for (int i = 0; i < recorded.states.size(); i++) {
            from = recorded.synced.get(i) <= cut ? i : from;
            to = recorded.begun.get(i) <= cut ? i : to;
        }
        return recorded.states.subList(from, to + 1);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2})
    void nothingThatWasSyncedIsLost(long seed) {
        Recorded recorded = record(seed, history -> history);
        Optional<String> loss = firstLoss(recorded, new Random(seed));
        assertThat(loss).isEmpty();
        assertThat(recorded.inOrder).isGreaterThan(100);
        System.out.printf("power cuts, seed %d: %d operations, %d cut points in order, %d disks with sectors missing, lost 0%n", seed, OPERATIONS,
                recorded.inOrder, recorded.others);
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
