package dev.lamarck.workloads.evolution;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lamarck.hardware.machine.MachineConfiguration;
import dev.lamarck.toolchain.CompilationException;
import dev.lamarck.workloads.world.BootArguments;
import dev.lamarck.workloads.world.Content;
import dev.lamarck.workloads.world.Job;
import dev.lamarck.workloads.world.LedgerChange;
import dev.lamarck.workloads.world.Outcome;
import dev.lamarck.workloads.world.Terminal;
import dev.lamarck.workloads.world.World;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** {@code kmem_alloc} profiled and specialized in a running kernel. */
class SpecializationTest {
    private static final String FUNCTION = "kmem_alloc";
    /** What a signal handler's frame needs, twice a signal. */
    private static final long SIGNAL_FRAME = 816;
    private static final long PROFILE = 1;
    private static final long SPECIALIZE = 2;

    private static World world(List<Job.Message> requests) throws CompilationException {
        MachineConfiguration machine = MachineConfiguration.named("ultrasparc-1").with("mode", "functional").with("ram.bytes", "16777216");
        return new World(new Job("mixed", "test", BuiltKernel.kernel(), BuiltKernel.disk(), machine, 1, 1, 200_000_000,
                BootArguments.starting("/bin/mixedload", List.of("mixedload", "2", "60"), List.of()), requests, Content.EMPTY),
                Terminal.scripted(Content.EMPTY));
    }

    @Test
    void theHistogramHoldsWhatIsSeenFromOutside() throws CompilationException {
        World world = world(List.of(EvolutionRequest.profileArgument(PROFILE, FUNCTION, 0).at(3_000_000),
                EvolutionRequest.remove(9, PROFILE).at(12_000_000), EvolutionRequest.compareText(10).at(12_000_000)));
        EvolutionLog log = new EvolutionLog();
        world.answerChannel(log);
        ArgumentCalls calls = new ArgumentCalls(world, world.kernelImage().address(FUNCTION), 0);

        assertThat(world.run().outcome()).isEqualTo(Outcome.EXITED);

        assertThat(log.refusals()).isEmpty();
        int launcher = log.ledger().stream().filter(change -> change.address() != 0).findFirst().orElseThrow().wordAfter();
        Map<Long, Long> seen = calls.calls().stream().filter(call -> call.word() == launcher)
                .collect(groupingBy(ArgumentCalls.Call::value, TreeMap::new, counting()));
        ValueHistogram histogram = log.histogram(PROFILE).orElseThrow();
        assertThat(histogram.counts()).isEqualTo(seen).hasSizeGreaterThan(5);
        assertThat(histogram.others()).isZero();
        assertThat(log.comparisons().getFirst().allUndone()).isTrue();
    }

    @Test
    void aVersionForAValueIsCalledWithItAndUndone() throws CompilationException {
        World world = world(List.of(EvolutionRequest.specialize(SPECIALIZE, FUNCTION, 0, SIGNAL_FRAME).at(3_000_000),
                EvolutionRequest.remove(9, SPECIALIZE).at(18_000_000), EvolutionRequest.compareText(10).at(18_000_000)));
        EvolutionLog log = new EvolutionLog();
        world.answerChannel(log);
        ArgumentCalls calls = new ArgumentCalls(world, world.kernelImage().address(FUNCTION), 0);
        log.onChange(calls::follow);

        assertThat(world.run().outcome()).isEqualTo(Outcome.EXITED);

        assertThat(log.refusals()).isEmpty();
        assertThat(calls.calls()).filteredOn(ArgumentCalls.Call::isBound).isNotEmpty()
                .allMatch(call -> call.value() == SIGNAL_FRAME);
        assertThat(log.ledger()).filteredOn(change -> change.state() == LedgerChange.State.INSTALLED && change.patch() == 0
                && change.address() != 0).as("bound calls").hasSizeGreaterThanOrEqualTo(2);
        assertThat(log.comparisons().getFirst().allUndone()).isTrue();
        assertThat(LinkedText.isIntact(world)).isTrue();
    }
}
