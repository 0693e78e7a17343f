package dev.lamarck.workloads.evolution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamarck.hardware.isa.code.Flow;
import dev.lamarck.instrumentation.code.CodeBuffer;
import dev.lamarck.instrumentation.code.Refusal;
import dev.lamarck.instrumentation.specialize.ConstantFlow;
import dev.lamarck.instrumentation.specialize.FoldedEmission;
import dev.lamarck.instrumentation.specialize.Folding;
import dev.lamarck.toolchain.CompilationException;
import dev.lamarck.toolchain.link.ElfFormatException;
import dev.lamarck.toolchain.link.Image;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Machine-code specialization on this kernel's own functions. */
class SpecializedKernelTest {
    private Image image;
    private ImageText text;
    private Folding folding;

    @BeforeEach
    void readKernel() throws CompilationException, ElfFormatException {
        image = Image.read(BuiltKernel.kernel().bytes());
        text = new ImageText(image);
        folding = new Folding(text);
    }

    /** With nothing static every function comes out word for word, but for displacements; jump tables are not laid out anew. */
    @Test
    void withNothingStaticTheOriginalWordsAreEmitted() {
        FoldedEmission emission = new FoldedEmission(folding);
        Map<String, Refusal> refused = new TreeMap<>();
        CodeBuffer out = new CodeBuffer(ConstantFlow.MAX_WORDS);
        int same = 0;
        for (int function = 0; function < text.functions(); function++) {
            out.open(image.address("_patch_start"));
            Refusal refusal = folding.fold(function, 0, 0);
            if (refusal == null) {
                refusal = emission.emit(out);
            }
            if (refusal != null) {
                refused.put(text.name(function), refusal);
                continue;
            }
            same++;
            assertThat(firstDifference(function, out)).as(text.name(function)).isEqualTo(-1);
        }
        // It is one large function, as in other kernels.
        assertThat(refused.remove("tcp_rput_data")).isEqualTo(Refusal.TOO_LARGE);
        assertThat(refused.values()).containsOnly(Refusal.UNKNOWN_JUMP).hasSizeLessThan(same / 20);
    }

    /** The first place where the emitted words are not the function's, displacements apart; -1 if there is none. */
    private long firstDifference(int function, CodeBuffer out) {
        int from = 0;
        for (int i = 0; i < out.length(); i++) {
            while (!folding.graph().isReached(from) && !folding.graph().isSlot(from)) {
                from++;
            }
            long address = folding.graph().address(from);
            int original = text.original(address);
            int emitted = Flow.isRelative(original)
                    ? Flow.retarget(out.word(i), address, Flow.target(original, address)) : out.word(i);
            if (emitted != original) {
                return address;
            }
            from++;
        }
        return -1;
    }
}
