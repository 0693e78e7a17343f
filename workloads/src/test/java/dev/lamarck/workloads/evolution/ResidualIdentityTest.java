package dev.lamarck.workloads.evolution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamarck.toolchain.link.ElfSymbol;
import dev.lamarck.toolchain.link.Image;
import dev.lamarck.toolchain.residual.Residual;
import dev.lamarck.toolchain.residual.Specialization;
import dev.lamarck.toolchain.residual.Specializer;
import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** With nothing known, the residual of every function of the kernel is that function, word for word. */
class ResidualIdentityTest {
    @Test
    void nothingKnownGivesTheFunctionItself() throws Exception {
        Image image = Image.read(BuiltKernel.kernel().bytes());
        Specializer specializer = Specializers.ofKernel();
        List<String> different = new ArrayList<>();
        int compared = 0;
        for (ElfSymbol function : image.file().symbols()) {
            if (!function.isFunction() || specializer.methodAt(function.address()).isEmpty()) {
                continue;
            }
            Residual residual = specializer.specialize(function.name(), Specialization.NOTHING, function.address());
            IntBuffer made = ByteBuffer.wrap(residual.code().bytes(), 0, residual.code().codeBytes()).asIntBuffer();
            IntBuffer linked = ByteBuffer.wrap(image.file().loaded(function.address(), (int) function.size())).asIntBuffer();
            boolean hasTables = residual.code().codeBytes() < residual.code().bytes().length;
            if (!(hasTables ? isSameButForTables(made, linked) : made.equals(linked))) {
                different.add(function.name());
            }
            compared++;
        }
        assertThat(different).isEmpty();
        assertThat(compared).isGreaterThan(400);
    }

    /** The addresses of jump tables, in the immediate fields of pairs of instructions, may differ. */
    private static boolean isSameButForTables(IntBuffer made, IntBuffer linked) {
        if (made.remaining() != linked.remaining()) {
            return false;
        }
        for (int i = 0; i < made.remaining(); i++) {
            int word = made.get(i);
            boolean isSethi = word >>> 30 == 0 && (word >>> 22 & 7) == 4;
            int immediate = isSethi ? 0x3F_FFFF : (word & 0x2000) != 0 ? 0x1FFF : 0;
            if (((word ^ linked.get(i)) & ~immediate) != 0) {
                return false;
            }
        }
        return true;
    }
}
