package dev.lamarck.lab.bench;

import dev.lamarck.hardware.machine.ConfigurationKey;
import dev.lamarck.hardware.translate.Engine;
import dev.lamarck.toolchain.CompilationException;
import dev.lamarck.workloads.bench.BenchProgram;
import dev.lamarck.workloads.image.Images;
import dev.lamarck.workloads.world.Content;
import dev.lamarck.workloads.world.Job;
import dev.lamarck.workloads.world.Measure;
import dev.lamarck.workloads.world.Measure.Better;
import dev.lamarck.workloads.world.Mode;
import dev.lamarck.workloads.world.Result;
import dev.lamarck.workloads.world.World;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import org.apache.commons.lang3.StringUtils;

/** Measures programs with every engine in every mode, one after the other, if asked for with a peer in between. */
public final class SpeedBench {
    /**
     * What is measured.
     *
     * @param machines  by mode, with nothing to run yet
     * @param engines   by the names that the command line has for them
     * @param seconds   for how long
     * @param arguments of Lamarck's, for a process that measures
     */
    public record Plan(List<BenchProgram> programs, Map<Mode, Job> machines, List<String> engines, double seconds, Arguments arguments) {}

    /** The arguments that make a process measure one program. */
    public interface Arguments {
        List<String> measuring(String program, String engine, Mode mode);
    }

    private final Plan plan;
    private final Images images;
    private final Optional<Peer> peer;
    private final Optional<Peer> cachedPeer;
    private final Consumer<String> news;

    /** @param news is told what cannot be measured */
    public SpeedBench(Plan plan, Images images, boolean withPeers, Consumer<String> news) {
        this.plan = plan;
        this.images = images;
        this.news = news;
        this.peer = withPeers ? Optional.of(Peer.plain()) : Optional.empty();
        this.cachedPeer = withPeers ? Peer.withCaches() : Optional.empty();
        if (withPeers && cachedPeer.isEmpty()) {
            news.accept("qemu's cache plugin is not installed (libcache.so; QEMU_PLUGINS may name its folder)");
        }
    }

    /** Of those programs that can be compiled here: a result for each mode, to which the table is added row by row. */
    public List<Result> run(PrintWriter out, boolean showsCurves) throws CompilationException {
        SpeedTable table = new SpeedTable(out, peer.isPresent(), cachedPeer.isPresent(), showsCurves);
        List<Result> results = new ArrayList<>();
        for (BenchProgram program : plan.programs()) {
            Optional<Content> file = program.compile(images);
            if (file.isPresent()) {
                results.addAll(measure(program, file.get(), table));
            } else {
                news.accept(program.name() + " is left out: there is no sparc64-linux-gnu-gcc");
            }
        }
        if (!results.isEmpty()) {
            table.addMeans();
        }
        return results;
    }

    private List<Result> measure(BenchProgram program, Content file, SpeedTable table) throws CompilationException {
        try (ProgramPeers peers = peer.isEmpty() ? null : peers(program, file, peer.get())) {
            Map<Mode, Result> ends = new LinkedHashMap<>();
            Map<Mode, Map<String, Speed>> speeds = new LinkedHashMap<>();
            for (Mode mode : plan.machines().keySet()) {
                ends.put(mode, interpreted(worlds(program, file, mode).world(program.rounds())));
                speeds.put(mode, new LinkedHashMap<>());
                for (String engine : plan.engines()) {
                    if (peers != null) {
                        peers.run();
                    }
                    Speed speed = SeparateProcess.measure(plan.arguments().measuring(program.name(), engine, mode));
                    requireSame(program, engine, ends.get(mode), speed);
                    speeds.get(mode).put(engine, speed);
                }
            }
            speeds.forEach((mode, engines) -> engines.forEach((engine, speed) -> table.add(row(program, engine, mode, speed, peers))));
            return ends.entrySet().stream().map(end -> result(end.getValue(), speeds.get(end.getKey()), peers)).toList();
        }
    }

    private BenchWorlds worlds(BenchProgram program, Content file, Mode mode) throws CompilationException {
        return new BenchWorlds(program, file, plan.machines().get(mode), images);
    }

    private ProgramPeers peers(BenchProgram program, Content file, Peer plain) throws CompilationException {
        Job anyMachine = plan.machines().values().iterator().next();
        Job counting = anyMachine.on(anyMachine.machine().with(ConfigurationKey.MODE, Mode.FUNCTIONAL.label()));
        return new ProgramPeers(new BenchWorlds(program, file, counting, images), plan.seconds(), plain, cachedPeer);
    }

    private static Result interpreted(World world) {
        world.machine().use(Engine.INTERPRET);
        return BenchWorlds.finish(world);
    }

    /** A wrong machine must not pass for a fast one. */
    private static void requireSame(BenchProgram program, String engine, Result end, Speed speed) {
        if (!speed.stateHash().equals(end.stateHash())) {
            throw new IllegalStateException(program.name() + ": with --engine " + engine + " the machine ends in another state: " + speed.stateHash());
        }
    }

    private static SpeedRow row(BenchProgram program, String engine, Mode mode, Speed speed, ProgramPeers peers) {
        if (peers == null) {
            return new SpeedRow(program.name(), engine, mode, speed, 1, OptionalDouble.empty(), OptionalDouble.empty());
        }
        OptionalDouble cached = peers.mipsWithCaches().map(mips -> OptionalDouble.of(Speed.median(mips))).orElse(OptionalDouble.empty());
        return new SpeedRow(program.name(), engine, mode, speed, peers.userShare(), OptionalDouble.of(Speed.median(peers.mips())), cached);
    }

    /** What is about the host has a name that says so. */
    private static Result result(Result end, Map<String, Speed> engines, ProgramPeers peers) {
        Map<String, Measure> measures = new LinkedHashMap<>();
        engines.forEach((engine, speed) -> measures.put("hostMips" + StringUtils.capitalize(engine),
                mips(speed.medianMips(), speed.windows().stream().map(Speed.Window::mips).toList())));
        if (peers != null) {
            measures.put("userInstructions", Measure.sum("instructions", Better.NONE, List.of((double) peers.userInstructions())));
            measures.put("hostMipsQemu", mips(Speed.median(peers.mips()), peers.mips()));
            peers.mipsWithCaches().ifPresent(cached -> measures.put("hostMipsQemuCaches", mips(Speed.median(cached), cached)));
        }
        return end.measuring(measures);
    }

    private static Measure mips(double value, List<Double> samples) {
        return new Measure(value, "MIPS", Better.HIGHER, samples, null);
    }
}
