package dev.lamarck.lab.bench;

import dev.lamarck.hardware.translate.Engine;
import dev.lamarck.workloads.bench.UserInstructions;
import dev.lamarck.workloads.world.Result;
import dev.lamarck.workloads.world.World;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One program under the peers: run once between any two of our own measurements, so that what disturbs the host disturbs both. */
final class ProgramPeers implements AutoCloseable {
    /**
     * How many times as many rounds the longer of two runs has, for each second that our own programs are measured: some 50 million instructions more, and
     * 15 with the slow plugin.
     */
    private static final double LONGER = 5;
    private static final double LONGER_WITH_CACHES = 1.5;

    private final BenchWorlds worlds;
    private final Path file;
    private final Executed executed;
    private final Timed plain;
    private final Optional<Timed> cached;

    /** What a number of rounds is, by our own count. */
    private record Executed(int rounds, long user, long all, String output) {}

    /** A peer, and its speed so far. */
    private final class Timed {
        private final Peer peer;
        private final Executed longer;
        private final List<Double> mips = new ArrayList<>();

        Timed(Peer peer, double factor) {
            this.peer = peer;
            this.longer = execute((int) (worlds.program().rounds() * Math.max(factor, 2)));
        }

        void run() {
            double seconds = secondsOf(longer) - secondsOf(executed);
            mips.add((longer.user - executed.user) / Math.max(seconds, 1e-3) / 1e6);
        }

        private double secondsOf(Executed work) {
            TimedProcess run = peer.run(file, work.rounds);
            if (!run.output().equals(work.output)) {
                throw new IllegalStateException(worlds.program().name() + ": the peer's program says " + run.output() + "and ours " + work.output);
            }
            return run.cpuSeconds();
        }
    }

    /** @param worlds in functional mode, where executing costs least */
    ProgramPeers(BenchWorlds worlds, double seconds, Peer plain, Optional<Peer> cached) {
        this.worlds = worlds;
        try {
            file = Files.write(Files.createTempFile("lamarck-" + worlds.program().name(), ""), worlds.file().bytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        file.toFile().setExecutable(true);
        executed = execute(worlds.program().rounds());
        this.plain = new Timed(plain, LONGER * seconds);
        this.cached = cached.map(peer -> new Timed(peer, LONGER_WITH_CACHES * seconds));
    }

    private Executed execute(int rounds) {
        World world = worlds.world(rounds);
        world.machine().use(Engine.TRANSLATE);
        UserInstructions user = new UserInstructions(world.machine());
        world.runTo(World.BOOTED);
        long booted = world.machine().instructions();
        Result result = BenchWorlds.finish(world);
        return new Executed(rounds, user.count(), result.instructions() - booted, new String(result.history().console().bytes(), StandardCharsets.UTF_8));
    }

    /** Takes one sample of each. */
    void run() {
        plain.run();
        cached.ifPresent(Timed::run);
    }

    List<Double> mips() {
        return plain.mips;
    }

    /** Empty without the plugin. */
    Optional<List<Double>> mipsWithCaches() {
        return cached.map(timed -> timed.mips);
    }

    /** Which part of what our machine executes, round by round, is the program's own: the rest is the kernel's, whose work a peer does in its host. */
    double userShare() {
        return (double) (plain.longer.user - executed.user) / (plain.longer.all - executed.all);
    }

    /** Instructions that a run of the program's own number of rounds takes in user mode. */
    long userInstructions() {
        return executed.user;
    }

    @Override
    public void close() {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
