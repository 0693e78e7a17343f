package dev.lamarck.workloads.powercut;

import dev.lamarck.workloads.disk.DiskImage;
import dev.lamarck.workloads.ufs.DiskHistory;
import dev.lamarck.workloads.ufs.UfsCheck;
import dev.lamarck.workloads.ufs.UfsImage;
import dev.lamarck.workloads.ufs.UfsMaker;
import dev.lamarck.workloads.world.BootArguments;
import dev.lamarck.workloads.world.Content;
import dev.lamarck.workloads.world.Job;
import dev.lamarck.workloads.world.Outcome;
import dev.lamarck.workloads.world.Result;
import dev.lamarck.workloads.world.Terminal;
import dev.lamarck.workloads.world.World;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntConsumer;

/**
 * Booted: a kernel runs the script of a load on a small disk. Then, for each sector that reached the disk, a kernel boots with what the disk held at
 * that moment, mounts it, and switches off; what it leaves must be sound, free of orphans, and one of the states that may be.
 */
public final class PowerCutStudy {
    private static final String PROGRAM = "filescript";
    private static final int DISK_BYTES = 700_000;
    private static final int BLOCKS_PER_GROUP = 24;
    private static final int LONGEST_FILE = 30_000;
    private static final int OPERATIONS_A_SYNC = 6;

    /**
     * What came of it.
     *
     * @param cuts    moments that were tried
     * @param torn    disks on which, beside, some of the sectors that were not flushed are missing
     * @param losses  what was lost, and at which moment
     */
    public record Report(int operations, int writes, int cuts, int torn, List<String> losses) {}

    private final Job base;
    private final Content bootDisk;
    private final long seed;

    /**
     * @param base    machine, kernel and budget
     * @param program the executable {@code filescript}
     */
    public PowerCutStudy(Job base, Content program, long seed) {
        this.base = base;
        this.seed = seed;
        bootDisk = new DiskImage().folder("/tmp").folder(BootArguments.WORKING_DIRECTORY).file("/bin/" + PROGRAM, program.bytes(), true).content();
    }

    /**
     * Runs the load and tries its cuts.
     *
     * @param most     of all moments, no more are tried than that, evenly spread
     * @param progress is told of each that has been tried
     */
    public Report run(int operations, int most, IntConsumer progress) {
        byte[] empty = UfsMaker.make(DISK_BYTES, BLOCKS_PER_GROUP);
        PowerCutRecord recorded = record(empty, operations);
        int writes = recorded.history().writes();
        int step = Math.max(1, (writes + most) / most);
        Random random = new Random(seed);
        List<String> losses = new ArrayList<>();
        int cuts = 0;
        int torn = 0;
        for (int cut = 0; cut <= writes; cut += step) {
            int safe = recorded.history().safe(cut);
            loss(recorded, cut, recorded.history().cut(cut)).ifPresent(losses::add);
            cuts++;
            if (safe < cut - 1) {
                loss(recorded, cut, recorded.history().cut(cut, safe, index -> random.nextBoolean())).ifPresent(losses::add);
                torn++;
            }
            progress.accept(cuts);
        }
        return new Report(operations, writes, cuts, torn, losses);
    }

    private PowerCutRecord record(byte[] disk, int operations) {
        Random random = new Random(seed);
        FileModel planned = new FileModel();
        List<FileStep> steps = new ArrayList<>();
        for (int i = 1; i <= operations; i++) {
            FileStep step = i % OPERATIONS_A_SYNC == 0 ? FileStep.SYNC : FileStep.next(random, planned, LONGEST_FILE, true);
            step.apply(planned);
            steps.add(step);
        }
        DiskHistory history = new DiskHistory(disk);
        Answers answers = new Answers(steps, new PowerCutRecord(history, new FileModel()));
        StringBuilder script = new StringBuilder();
        steps.forEach(step -> script.append(step.line()).append('\n'));
        World world = world(disk, script.toString(), answers);
        world.machine().observeDataDisk(history);
        Result result = world.run();
        if (result.outcome() != Outcome.EXITED || answers.done != operations) {
            throw new AssertionError("the load ended with " + result.outcome() + " after " + answers.done + " operations");
        }
        return answers.recorded;
    }

    private World world(byte[] disk, String input, OutputStream output) {
        Job job = base.running(PROGRAM, bootDisk, BootArguments.starting("/bin/" + PROGRAM, List.of(PROGRAM), List.of()), List.of())
                .withDataDisk(Content.of(disk)).ofSeed(seed);
        return new World(job, Terminal.over(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)), output, OutputStream.nullOutputStream()));
    }

    private Optional<String> loss(PowerCutRecord recorded, int cut, byte[] disk) {
        World world = world(disk, "", OutputStream.nullOutputStream());
        Result result = world.run();
        Optional<String> what;
        if (result.outcome() != Outcome.EXITED) {
            what = Optional.of("the boot ended with " + result.outcome());
        } else {
            UfsImage image = UfsImage.open(world.machine().dataDisk());
            UfsCheck.Report report = UfsCheck.check(image);
            what = report.isClean() ? Survivors.of(image).loss(recorded.possible(cut)) : Optional.of(report.toString());
        }
        return what.map(loss -> "after sector %d of %d: %s".formatted(cut, recorded.history().writes(), loss));
    }

    /** Hears each operation's result at the moment when the program has it. */
    private static final class Answers extends OutputStream {
        private final List<FileStep> steps;
        private final PowerCutRecord recorded;
        private final FileModel model = new FileModel();
        private final ByteArrayOutputStream line = new ByteArrayOutputStream();
        private int done;
        private int began;

        Answers(List<FileStep> steps, PowerCutRecord recorded) {
            this.steps = steps;
            this.recorded = recorded;
        }

        @Override
        public void write(int octet) {
            if (octet != '\n') {
                line.write(octet);
                return;
            }
            FileStep step = steps.get(done++);
            long result = Long.parseLong(line.toString(StandardCharsets.US_ASCII));
            line.reset();
            int expected = step.apply(model);
            if (result != expected) {
                throw new AssertionError(step.line() + " gave " + result + ", not " + expected);
            }
            recorded.did(began, model);
            if (result >= 0 && step.makesSafe()) {
                recorded.synced();
            }
            began = recorded.history().writes();
        }
    }
}
