package dev.lamarck.benchmarks;

import dev.lamarck.hardware.isa.Assembler;
import dev.lamarck.hardware.isa.Decoder;
import dev.lamarck.hardware.isa.Disassembler;
import dev.lamarck.hardware.isa.SymbolResolver;
import dev.lamarck.toolchain.CompilationException;
import dev.lamarck.toolchain.link.ElfFile;
import dev.lamarck.toolchain.link.ElfFormatException;
import dev.lamarck.workloads.image.ImageCache;
import dev.lamarck.workloads.image.Images;
import dev.lamarck.workloads.image.Kernels;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** Instructions to and from their forms: words of the kernel's text decoded, printed, and assembled again. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 4, time = 1)
@Fork(1)
public class InstructionBenchmark {
    private static final int WORDS = 4096;

    private final int[] words = new int[WORDS];
    private final String[] lines = new String[WORDS];

    @Setup
    public void readKernel() throws CompilationException, ElfFormatException {
        byte[] kernel = new Kernels(new Images(ImageCache.ofUser(), what -> { }), Map.of()).plain().bytes();
        ByteBuffer bytes = ByteBuffer.wrap(ElfFile.parse(kernel).contents(".text"));
        for (int i = 0; i < WORDS; i++) {
            words[i] = bytes.getInt();
            lines[i] = Disassembler.text(words[i], 4L * i);
        }
    }

    @Benchmark
    @OperationsPerInvocation(WORDS)
    public void decode(Blackhole hole) {
        for (int word : words) {
            hole.consume(Decoder.decode(word));
        }
    }

    @Benchmark
    @OperationsPerInvocation(WORDS)
    public void disassemble(Blackhole hole) {
        for (int i = 0; i < WORDS; i++) {
            hole.consume(Disassembler.text(words[i], 4L * i));
        }
    }

    @Benchmark
    @OperationsPerInvocation(WORDS)
    public Object assemble() {
        return Assembler.assemble(String.join("\n", lines), 0, SymbolResolver.NONE);
    }
}
