package dev.lamarck.benchmarks;

import dev.lamarck.hardware.cache.Coherence;
import dev.lamarck.hardware.cache.CycleCounter;
import dev.lamarck.hardware.cache.TimingModel;
import dev.lamarck.hardware.cache.TimingParameters;
import dev.lamarck.hardware.memory.PhysicalMemory;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The caches and the predictor alone, over addresses in a range: within the D-cache, within the E-cache, beyond both. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 4, time = 1)
@Fork(1)
public class CacheBenchmark {
    /** Where the history of a branch begins whose P bit is clear. */
    private static final int WEAKLY_NOT_TAKEN = 1;
    private static final int ACCESSES = 4096;

    @Param({"8192", "262144", "4194304"})
    private int range;

    private final int[] addresses = new int[ACCESSES];
    private TimingModel model;

    @Setup
    public void chooseAddresses() {
        TimingParameters parameters = new TimingParameters(16 << 10, 16 << 10, 512 << 10, 4, 1, 7, 6, 42, 20, 0, 10, 20, 4, 2, 6, 8, 35, 67, 11, 21);
        model = new TimingModel(parameters, new CycleCounter(), new PhysicalMemory(8 << 20), new Coherence());
        Random random = new Random(1);
        for (int i = 0; i < ACCESSES; i++) {
            addresses[i] = random.nextInt(range) & -8;
        }
    }

    @Benchmark
    @OperationsPerInvocation(ACCESSES)
    public long loads() {
        for (int pa : addresses) {
            if (!model.loadAtOnce(pa, pa)) {
                model.load(pa, pa);
            }
        }
        return model.loadMisses();
    }

    @Benchmark
    @OperationsPerInvocation(ACCESSES)
    public long stores() {
        for (int pa : addresses) {
            if (!model.storeAtOnce(pa, pa)) {
                model.store(pa, pa);
            }
        }
        return model.storeMisses();
    }

    @Benchmark
    @OperationsPerInvocation(ACCESSES)
    public long fetches() {
        for (int pa : addresses) {
            int line = pa >>> TimingModel.LINE_BITS;
            if (!model.fetchAtOnce(line)) {
                model.fetch(line);
            }
        }
        return model.icacheMisses();
    }

    @Benchmark
    @OperationsPerInvocation(ACCESSES)
    public long branches() {
        for (int pa : addresses) {
            model.branch(pa, (pa & 16) != 0, WEAKLY_NOT_TAKEN);
        }
        return model.mispredictions();
    }
}
