package dev.lamarck.benchmarks;

import dev.lamarck.hardware.machine.Stop;
import dev.lamarck.toolchain.CompilationException;
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

/**
 * Guest instructions in the whole system: {@code queens} is the engine's loop, {@code copying} hits the soft TLB at every access, {@code chasing} misses the
 * TLB, {@code systemcalls} traps; in timing mode with the cache model. A score is nanoseconds an instruction.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 4, time = 2)
@Fork(1)
public class ExecutionBenchmark {
    private static final int INSTRUCTIONS = 1_000_000;

    @Param({"queens", "copying", "chasing", "systemcalls"})
    private String program;

    @Param({"functional", "timing"})
    private String mode;

    @Param({"interpret", "translate"})
    private String engine;

    private BootedMachine booted;

    @Setup
    public void boot() throws CompilationException {
        booted = new BootedMachine(program, mode, engine);
    }

    @Benchmark
    @OperationsPerInvocation(INSTRUCTIONS)
    public Stop execute() {
        return booted.execute(INSTRUCTIONS);
    }
}
