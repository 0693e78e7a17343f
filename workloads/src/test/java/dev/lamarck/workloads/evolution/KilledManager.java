package dev.lamarck.workloads.evolution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamarck.hardware.machine.Limits;
import dev.lamarck.hardware.machine.MachineConfiguration;
import dev.lamarck.instrumentation.code.Refusal;
import dev.lamarck.kernel.evolve.ChannelMessage;
import dev.lamarck.toolchain.CompilationException;
import dev.lamarck.workloads.world.BootArguments;
import dev.lamarck.workloads.world.Content;
import dev.lamarck.workloads.world.Job;
import dev.lamarck.workloads.world.LedgerChange.Kind;
import dev.lamarck.workloads.world.LedgerChange.State;
import dev.lamarck.workloads.world.Outcome;
import dev.lamarck.workloads.world.Result;
import dev.lamarck.workloads.world.Terminal;
import dev.lamarck.workloads.world.TextComparison;
import dev.lamarck.workloads.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A change of the kernel under load, put in force, taken out again and compared, in forks of one world: in each the manager's thread is killed at
 * another moment. In all of them the load must end well, and when it has, nothing may be left of the change.
 */
final class KilledManager {
    /** What came of the request. */
    enum Ending { UNDONE, REFUSED, IN_FORCE }

    static final long REQUEST = 100;
    static final long RAM_BYTES = 16 << 20;
    /** By the key of the job without a change. */
    private static final Map<String, Long> UNCHANGED = new TreeMap<>();
    /** Cycles, for what is asked for before the change to be in force when that is asked for. */
    static final long BEFOREHAND = 6_000_000;
    private static final long REMOVE = 101;
    private static final long COMPARE = 102;

    private final Job job;
    private final byte[] asked;
    private final long kmemBytes;
    /** What policies do has no number that could be named. */
    private final boolean isRemovable;
    /**
     * The instructions that the machine has executed when a step of the manager's ends: from the request until the change is in force, and
     * from its removal until nothing is left of it.
     */
    final List<Long> installing = new ArrayList<>();
    final List<Long> removing = new ArrayList<>();
    private long installed;
    private long reclaimed;

    /** Rehearses: nobody is killed, and what is compared must be as if nothing had been done. */
    KilledManager(ChangeUnderLoad change) throws CompilationException {
        job = change.job();
        isRemovable = change.request().kind() != ChannelMessage.EVOLVE;
        kmemBytes = unchanged(change);
        World world = new World(job, Terminal.scripted(Content.EMPTY));
        EvolutionLog log = answer(world);
        world.machine().run(new Limits(Long.MAX_VALUE, change.asked()));
        asked = world.machine().snapshot();
        State inForce = change.request().kind() == ChannelMessage.EVOLVE ? State.REFUSED : State.INSTALLED;
        world.machine().watch(world.kernelImage().address("evolution_step_end"), (cycle, pc) -> {
            long now = world.machine().instructions();
            if (installed == 0) {
                installing.add(now);
                installed = isIn(inForce, log) ? now : 0;
            } else if (isRemovable && cycle >= change.removed() && reclaimed == 0) {
                removing.add(now);
                reclaimed = isIn(State.RECLAIMED, log) ? now : 0;
            }
        });
        assertThat(end("rehearsal", world, log)).isEqualTo(change.endsAll() ? Ending.UNDONE : Ending.IN_FORCE);
    }

    private static boolean isIn(State state, EvolutionLog log) {
        return log.ledger().stream().anyMatch(change -> change.cause() == REQUEST && change.parent() == 0 && change.state() == state
                && (change.kind() != Kind.POSITION || !log.placements().isEmpty() && change.id() == log.placements().getLast().id()));
    }

    private static EvolutionLog answer(World world) {
        EvolutionLog log = new EvolutionLog();
        world.answerChannel(new ResidualCompiler(world, Specializers::ofKernel, log));
        return log;
    }

    /** What the kernel's heap holds after the same load without any change. */
    private static long unchanged(ChangeUnderLoad change) throws CompilationException {
        Job job = change.jobWithout();
        Long known = UNCHANGED.get(job.key());
        if (known == null) {
            known = heapAfter(job);
            UNCHANGED.put(job.key(), known);
        }
        return known;
    }

    private static long heapAfter(Job job) {
        World world = new World(job, Terminal.scripted(Content.EMPTY));
        EvolutionLog log = answer(world);
        world.run();
        return log.comparisons().getFirst().kmemBytes();
    }

    /** A world that goes through the rehearsal again, to be forked on its way. */
    World again() {
        World world = new World(job, Terminal.scripted(Content.EMPTY));
        answer(world);
        world.machine().restore(asked);
        return world;
    }

    /** Kills the manager where a world is, and in a fork of it; once more so many cycles later if that is not 0. What came of it. */
    Ending kill(World original, long again) {
        World world = new World(job, Terminal.scripted(Content.EMPTY));
        EvolutionLog log = answer(world);
        world.machine().restore(original.machine().snapshot());
        world.machine().post(0, new byte[0]);
        if (again != 0) {
            world.machine().post(world.machine().cycles() + again, new byte[0]);
        }
        return end("killed after instruction %d, again %d cycles later".formatted(world.machine().instructions(), again), world, log);
    }

    private Ending end(String story, World world, EvolutionLog log) {
        Result result = world.run();
        assertThat(result.outcome()).as("%s: %s", story, result.detail()).isEqualTo(Outcome.EXITED);
        assertThat(result.exitStatus()).as("%s: the load's result", story).isZero();
        assertThat(log.comparisons()).as(story).isNotEmpty();
        for (TextComparison text : log.comparisons()) {
            assertThat(text.allUndone()).as("%s: %s", story, text).isTrue();
            assertThat(text.kmemBytes()).as("%s: bytes in use of the kernel's heap", story).isEqualTo(kmemBytes);
        }
        assertThat(LinkedText.isIntact(world)).as("%s: text", story).isTrue();
        return ending(story, log);
    }

    private Ending ending(String story, EvolutionLog log) {
        boolean isRefused = log.refusals().stream().anyMatch(refused -> refused.request() == REQUEST);
        boolean isUndone = log.ledger().stream().anyMatch(change -> change.cause() == REQUEST && change.state() == State.UNDONE);
        assertThat(log.refusals()).as(story).allMatch(refused -> refused.request() == REQUEST
                ? refused.reason().equals(Refusal.MANAGER_KILLED.reason) : refused.request() == REMOVE && (isRefused || !isRemovable));
        return isUndone ? Ending.UNDONE : isRefused ? Ending.REFUSED : Ending.IN_FORCE;
    }

    /**
     * @param before  requests that stay in force until it is undone, and are undone after it
     * @param endsAll whether it is undone by the request to undo all, and what was before with it
     * @param asked   the cycle of the request; {@code removed} that of its removal
     * @param compared a cycle after the end of the load
     */
    record ChangeUnderLoad(String name, List<EvolutionRequest> before, EvolutionRequest request, boolean endsAll, int rounds, long asked,
            long removed, long compared) {
        Job job() throws CompilationException {
            List<Job.Message> messages = new ArrayList<>();
            for (EvolutionRequest earlier : before) {
                messages.add(earlier.at(asked - BEFOREHAND));
            }
            messages.add(request.at(asked));
            if (endsAll) {
                messages.add(EvolutionRequest.undoAll(REMOVE).at(removed));
            } else {
                messages.add(EvolutionRequest.remove(REMOVE, REQUEST).at(removed));
                for (EvolutionRequest earlier : before) {
                    messages.add(EvolutionRequest.remove(REMOVE, earlier.number()).at(removed + 1));
                }
            }
            messages.add(EvolutionRequest.compareText(COMPARE).at(compared));
            return job(messages);
        }

        Job jobWithout() throws CompilationException {
            return job(List.of(EvolutionRequest.compareText(COMPARE).at(compared)));
        }

        private Job job(List<Job.Message> messages) throws CompilationException {
            MachineConfiguration machine = MachineConfiguration.named("ultrasparc-1").with("mode", "functional").with("ram.bytes", Long.toString(RAM_BYTES))
                    .with("clock.hertz", "4000000").with("channel.latency", "400");
            return new Job("mixedload", "test", BuiltKernel.kernel(), BuiltKernel.diskWith(LoadAndRest.class), machine, 1, 1, 1_000_000_000,
                    BootArguments.starting("/bin/loadandrest", List.of("loadandrest", "2", Integer.toString(rounds)), List.of()), messages,
                    Content.EMPTY);
        }
    }
}
