package dev.lamarck.benchmarks;

import dev.lamarck.toolchain.CompilationException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A booted machine's state: written, read back, hashed. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 4, time = 2)
@Fork(1)
public class SnapshotBenchmark {
    private BootedMachine booted;
    private byte[] state;

    @Setup
    public void boot() throws CompilationException {
        booted = new BootedMachine("queens", "timing", "interpret");
        booted.execute(1_000_000);
        state = booted.machine().snapshot();
    }

    @Benchmark
    public byte[] snapshot() {
        return booted.machine().snapshot();
    }

    @Benchmark
    public long restore() {
        booted.machine().restore(state);
        return booted.machine().instructions();
    }

    @Benchmark
    public String stateHash() {
        return booted.machine().stateHash();
    }
}
