package dev.lamarck.workloads.evolution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamarck.hardware.machine.MachineConfiguration;
import dev.lamarck.hardware.machine.Tracer;
import dev.lamarck.toolchain.CompilationException;
import dev.lamarck.workloads.world.BootArguments;
import dev.lamarck.workloads.world.Content;
import dev.lamarck.workloads.world.Job;
import dev.lamarck.workloads.world.LedgerChange.State;
import dev.lamarck.workloads.world.LedgerChange;
import dev.lamarck.workloads.world.Outcome;
import dev.lamarck.workloads.world.Terminal;
import dev.lamarck.workloads.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * A thread is interrupted inside a patch; at that moment the lab asks for the patch's removal, so that the evolution manager runs
 * while the thread has yet to resume there. Its memory may not be given up before the thread has.
 */
class ReclamationTest {
    private static final int THREAD = 7;
    private static final int FIRST_INTERRUPT = 0x41;
    private static final int LAST_INTERRUPT = 0x4F;
    private static final int SNIPPETS = 6;
    private static final String FUNCTION = "kmem_alloc";
    private static final long SEEDS = 12;

    /** Watches for the first interrupt inside the patch that holds all snippets, and for the return there. */
    private static final class Scene implements Tracer {
        private final World world;
        private long patch;
        private int patchBytes;
        private boolean isRemoving;
        private final Set<Long> inside = new TreeSet<>();
        private int removedWithSomebodyInside;
        private final List<String> reclaimedTooEarly = new ArrayList<>();

        Scene(World world, EvolutionLog log) {
            this.world = world;
            log.onChange(this::changed);
            world.machine().addTracer(this);
        }

        private void changed(LedgerChange change) {
            if (change.address() == 0) {
                return;
            }
            switch (change.state()) {
                case INSTALLED -> {
                    patch = change.patch();
                    patchBytes = 4 * change.patchWords().size();
                }
                case REMOVED -> removedWithSomebodyInside += inside.isEmpty() ? 0 : 1;
                case RECLAIMED -> {
                    if (!inside.isEmpty()) {
                        reclaimedTooEarly.add("entry %d at cycle %d".formatted(change.id(), change.cycle()));
                    }
                }
            }
        }

        @Override
        public void trap(long cycle, int trapType, int trapLevel, long pc) {
            boolean isInterrupt = trapType >= FIRST_INTERRUPT && trapType <= LAST_INTERRUPT;
            if (isInterrupt && !isRemoving && patchBytes > 4 * 8 * SNIPPETS && pc >= patch && pc < patch + patchBytes) {
                isRemoving = true;
                long thread = world.machine().registers().integer(THREAD);
                inside.add(thread);
                world.machine().watch(pc, (at, resumed) -> inside.remove(world.machine().registers().integer(THREAD)));
                for (long request = 1; request <= SNIPPETS; request++) {
                    world.machine().post(cycle + 1, EvolutionRequest.remove(100 + request, request).at(0).content().bytes());
                }
            }
        }
    }

    /** The interrupt inside the patch may let its thread go on at once: seeds are tried until one takes the processor from it. */
    @Test
    void aPatchIsKeptUntilTheThreadInterruptedInItHasLeft() throws CompilationException {
        int removedWithSomebodyInside = 0;
        for (long seed = 1; seed <= SEEDS && removedWithSomebodyInside == 0; seed++) {
            removedWithSomebodyInside = removedWithSomebodyInside(seed);
        }
        assertThat(removedWithSomebodyInside).as("removals while a thread was inside").isPositive();
    }

    private static int removedWithSomebodyInside(long seed) throws CompilationException {
        List<Job.Message> requests = new ArrayList<>();
        for (long request = 1; request <= SNIPPETS; request++) {
            requests.add(EvolutionRequest.countCalls(request, FUNCTION).at(4_000_000));
        }
        Job job = new Job("reclamation", "test", BuiltKernel.kernel(), BuiltKernel.disk(),
                MachineConfiguration.named("ultrasparc-1").with("clock.hertz", "2000000").with("channel.latency", "400"), seed, 1, 100_000_000,
                BootArguments.starting("/bin/openload", List.of("openload", "4", "30"), List.of()), requests, Content.EMPTY);
        World world = new World(job, Terminal.scripted(Content.EMPTY));
        EvolutionLog log = new EvolutionLog();
        world.answerChannel(log);
        Scene scene = new Scene(world, log);

        assertThat(world.run().outcome()).isEqualTo(Outcome.EXITED);

        if (!scene.isRemoving) {
            return 0;
        }
        assertThat(scene.reclaimedTooEarly).as("seed %d", seed).isEmpty();
        assertThat(log.ledger().stream().filter(change -> change.parent() != 0 && change.state() == State.RECLAIMED).count())
                .isEqualTo(SNIPPETS);
        assertThat(LinkedText.isIntact(world)).isTrue();
        return scene.removedWithSomebodyInside;
    }
}
