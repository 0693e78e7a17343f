package dev.lamarck.benchmarks;

import dev.lamarck.toolchain.CompilationException;
import dev.lamarck.toolchain.Request;
import dev.lamarck.toolchain.Toolchain;
import dev.lamarck.workloads.bench.program.Strings;
import dev.lamarck.workloads.codegen.program.Numbers;
import dev.lamarck.workloads.image.Images;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Class files to an image: a small program, and the whole kernel. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 4)
@Measurement(iterations = 3, time = 4)
@Fork(1)
public class ToolchainBenchmark {
    private final Request program = Images.programRequest(Strings.class, Numbers.class);
    private final Request kernel = Images.kernelRequest(Map.of());

    @Benchmark
    public byte[] program() throws CompilationException {
        return Toolchain.compile(program, text -> { }).elf();
    }

    @Benchmark
    public byte[] kernel() throws CompilationException {
        return Toolchain.compile(kernel, text -> { }).elf();
    }
}
