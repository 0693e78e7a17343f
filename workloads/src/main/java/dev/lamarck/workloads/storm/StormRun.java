package dev.lamarck.workloads.storm;

import static dev.lamarck.workloads.world.Measure.Better.NONE;

import dev.lamarck.toolchain.CompilationException;
import dev.lamarck.workloads.disk.DiskImage;
import dev.lamarck.workloads.image.Images;
import dev.lamarck.workloads.image.Programs;
import dev.lamarck.workloads.storm.program.Storm;
import dev.lamarck.workloads.ufs.UfsCheck;
import dev.lamarck.workloads.ufs.UfsImage;
import dev.lamarck.workloads.ufs.UfsMaker;
import dev.lamarck.workloads.world.BootArguments;
import dev.lamarck.workloads.world.Content;
import dev.lamarck.workloads.world.Job;
import dev.lamarck.workloads.world.Measure;
import dev.lamarck.workloads.world.Outcome;
import dev.lamarck.workloads.world.Result;
import dev.lamarck.workloads.world.Result.Claim;
import dev.lamarck.workloads.world.SystemCallCounts;
import dev.lamarck.workloads.world.Terminal;
import dev.lamarck.workloads.world.World;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One storm. */
public final class StormRun {
    /** Boot argument: if allocations are to fail, then the hostile processes'; who sets them on and counts what they left is to get what it asks for. */
    private static final String OF_HOSTILE_USER = "kmem.fail.user=" + Storm.USER;

    private static final String NAME = "storm";
    /** The letter of the kind that needs a disk. */
    private static final char FILES = 'd';
    /** Small enough to be full now and then. */
    private static final int DISK_BYTES = 3 << 20;
    private static final int BLOCKS_PER_GROUP = 64;
    private final Result result;
    private final Map<Long, Long> calls;

    private StormRun(Job job) {
        World world = new World(job, Terminal.scripted(Content.EMPTY));
        calls = new SystemCallCounts(world).byNumber();
        result = judged(world.run(), world.machine().dataDisk());
    }

    /** What a storm needs besides its seed: a disk with the program, for how long which kinds rage, and what else the kernel is told. */
    public static Job job(Job machine, Images images, long milliseconds, String kinds, List<String> told) throws CompilationException {
        Content program = images.image(Images.programRequest(Storm.class), NAME);
        Content disk = new Programs(images).install(new DiskImage().file("/bin/" + NAME, program.bytes(), true)).content();
        List<String> arguments = List.of(NAME, Long.toString(machine.seed()), Long.toString(milliseconds), kinds);
        List<String> boot = new ArrayList<>(BootArguments.starting("/bin/" + NAME, arguments, List.of()));
        if (!told.isEmpty()) {
            boot.addAll(told);
            boot.add(OF_HOSTILE_USER);
        }
        Job job = machine.running(NAME, disk, boot, List.of());
        return kinds.indexOf(FILES) < 0 ? job : job.withDataDisk(Content.of(UfsMaker.make(DISK_BYTES, BLOCKS_PER_GROUP)));
    }

    /** Runs a storm to its end. */
    public static StormRun of(Job job) {
        return new StormRun(job);
    }

    private Result judged(Result run, byte[] dataDisk) {
        long made = calls.values().stream().mapToLong(Long::longValue).sum();
        boolean isAlive = run.outcome() == Outcome.EXITED;
        List<Claim> claims = new ArrayList<>(List.of(
                new Claim("no panic", isAlive),
                new Claim("everything that hostile processes got is back, and nobody else's memory or file was touched", isAlive && run.exitStatus() == 0)));
        if (isAlive && dataDisk.length > 0) {
            UfsCheck.Report disk = UfsCheck.check(UfsImage.open(dataDisk));
            claims.add(new Claim("the disk's file system is sound and empty: " + disk, disk.isClean() && disk.files() == 0 && disk.directories() == 1));
        }
        return new Result(run.job(), run.outcome(), run.exitStatus(), run.detail(), run.instructions(), run.cycles(), run.stateHash(), run.variants(),
                Map.of("systemCalls", Measure.sum("calls", NONE, List.of((double) made)),
                        "differentCalls", Measure.sum("numbers", NONE, List.of((double) calls.size()))),
                List.of(), List.of(), Map.of(), List.of(), claims, run.history(), run.hostSeconds());
    }

    public Result result() {
        return result;
    }

    /** How often each system call was made, by number. */
    public Map<Long, Long> calls() {
        return calls;
    }

    /** What the guest printed. */
    public String console() {
        return new String(result.history().console().bytes(), StandardCharsets.UTF_8);
    }
}
