package dev.lamarck.workloads.equivalence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamarck.hardware.isa.Disassembler;
import dev.lamarck.hardware.isa.code.Emit;
import dev.lamarck.hardware.isa.code.Flow;
import dev.lamarck.hardware.machine.MachineConfiguration;
import dev.lamarck.toolchain.CompilationException;
import dev.lamarck.toolchain.link.Image;
import dev.lamarck.workloads.disk.DiskImage;
import dev.lamarck.workloads.image.ImageCache;
import dev.lamarck.workloads.image.Images;
import dev.lamarck.workloads.image.Programs;
import dev.lamarck.workloads.world.BootArguments;
import dev.lamarck.workloads.world.Content;
import dev.lamarck.workloads.world.Job;
import dev.lamarck.workloads.world.Terminal;
import dev.lamarck.workloads.world.World;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The bench itself on trial: it passes a copy of a function that stands elsewhere, and no copy with a fault on the path that is taken. */
class CallBenchTest {
    private static final long SEED = Long.getLong("seed", 11);
    private static final List<String> LOAD = List.of("openload", "2", "8");
    private static final long BUDGET = 60_000_000;
    private static final int VARIATIONS = 12;
    private static final String FUNCTION = "falloc";
    private static final long BEYOND_ALL = 5000;

    private static World world() throws CompilationException {
        Images images = new Images(new ImageCache(Path.of("target", "images")), line -> { });
        MachineConfiguration machine = MachineConfiguration.named("ultrasparc-1").with("mode", "functional").with("ram.bytes", "16777216");
        Job job = new Job("openload", "test", images.image(Images.kernelRequest(Map.of()), "the kernel"),
                new Programs(images).install(new DiskImage()).content(), machine, 1, 1, BUDGET,
                BootArguments.starting("/bin/openload", LOAD, List.of()), List.of(), Content.EMPTY);
        return new World(job, Terminal.scripted(Content.EMPTY));
    }

    /** The function's words for another place: what is relative to the program counter and leaves the function is turned. */
    private static Body copy(Body original, long to) {
        long start = original.words().firstKey();
        long end = original.words().lastKey() + 4;
        SortedMap<Long, Integer> words = new TreeMap<>();
        original.words().forEach((address, word) -> {
            boolean leaves = Flow.isRelative(word) && (Flow.target(word, address) < start || Flow.target(word, address) >= end);
            long here = to + address - start;
            words.put(here, leaves ? Flow.retarget(word, here, Flow.target(word, address)) : word);
        });
        return new Body("copy", to, words);
    }

    private static Body with(Body body, long address, int word) {
        SortedMap<Long, Integer> words = new TreeMap<>(body.words());
        words.put(address, word);
        return new Body("mutant", body.entry(), words);
    }

    @Test
    void copyIsEqualAndFaultsAreFound() throws CompilationException {
        World world = world();
        Image kernel = world.kernelImage();
        Body linked = Body.linked(kernel, FUNCTION);
        RecordedCalls calls = new RecordedCalls(world, linked.entry(), 8, 3);
        world.run();
        Body copy = copy(linked, kernel.address("_patch_start"));

        Equivalence equivalence = Equivalence.of(kernel, calls.moments(), linked, copy, 2, VARIATIONS, SEED);
        assertThat(equivalence.calls()).isEqualTo(3 * (1 + VARIATIONS));
        assertThat(equivalence.inconclusive()).isZero();
        assertThat(equivalence.trapped()).as("some variations go wild").isPositive();
        assertThat(equivalence.differences()).as("-Dseed=%d", SEED).isEmpty();

        List<String> unnoticed = unnoticedFaults(new CallBench(kernel, calls.moments().getFirst()), linked, copy);
        assertThat(unnoticed).as("faults that make no difference to a call that finds a slot and one that does not").hasSizeLessThan(copy.words().size() / 2)
                .noneMatch(text -> text.startsWith("stx") || text.startsWith("restore  %g0, %i1, %o0"));
    }

    /** The instructions of a copy without which it does the same, with a call's arguments and from a descriptor on that is beyond all. */
    private static List<String> unnoticedFaults(CallBench bench, Body linked, Body copy) {
        List<String> unnoticed = new ArrayList<>();
        long[] beyond = bench.arguments();
        beyond[1] = BEYOND_ALL;
        copy.words().forEach((address, word) -> {
            Body mutant = with(copy, address, Emit.nop());
            if (bench.difference(linked, mutant, bench.arguments()).isEmpty() && bench.difference(linked, mutant, beyond).isEmpty()) {
                unnoticed.add(Disassembler.text(word, address));
            }
        });
        return unnoticed;
    }
}
