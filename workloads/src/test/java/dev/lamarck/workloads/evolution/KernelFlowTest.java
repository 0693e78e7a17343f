package dev.lamarck.workloads.evolution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamarck.hardware.isa.code.RegisterSet;
import dev.lamarck.instrumentation.code.Refusal;
import dev.lamarck.instrumentation.flow.FlowGraph;
import dev.lamarck.instrumentation.flow.FlowParser;
import dev.lamarck.instrumentation.flow.Liveness;
import dev.lamarck.instrumentation.metric.CallPoints;
import dev.lamarck.toolchain.CompilationException;
import dev.lamarck.toolchain.link.ElfFormatException;
import dev.lamarck.toolchain.link.Image;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The analyser on this kernel's own code, as the compiler leaves it: it must understand every function. */
class KernelFlowTest {
    @Test
    void everyFunctionIsParsedAndItsCallsHaveTheirPoints() throws CompilationException, ElfFormatException {
        ImageText text = new ImageText(Image.read(BuiltKernel.kernel().bytes()));
        FlowParser parser = new FlowParser(text);
        FlowGraph graph = new FlowGraph();
        Liveness liveness = new Liveness(text);
        CallPoints points = new CallPoints();
        Map<String, Refusal> refused = new TreeMap<>();
        for (int function = 0; function < text.functions(); function++) {
            Refusal refusal = parser.parse(function, graph);
            if (refusal == null) {
                liveness.analyse(graph);
                assertThat(liveness.liveBefore(0) & RegisterSet.GLOBALS & ~RegisterSet.of(6) & ~RegisterSet.of(7))
                        .as("globals that %s expects of its caller", text.name(function)).isZero();
                refusal = points.find(graph);
            }
            if (refusal != null) {
                refused.put(text.name(function), refusal);
            }
        }
        assertThat(text.functions()).isGreaterThan(300);
        assertThat(refused).isEmpty();
    }
}
