package dev.lamarck.toolchain.sparc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamarck.toolchain.ir.Function;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class AllocationCheckerTest {
    @Test
    void bothAllocatorsPassOnACorpus() {
        for (Function source : RandomFunctions.make(11, 12, 10)) {
            assertThat(AllocationChecker.check(allocated(source, ColoringAllocator::allocate))).isTrue();
            assertThat(AllocationChecker.check(allocated(source, SpillingAllocator::allocate))).isTrue();
        }
    }

    /** Reading a register that another value is in must be found, wherever it is: each function has one read redirected. */
    @Test
    void aWrongRegisterIsFound() {
        Random random = new Random(5);
        for (Function source : RandomFunctions.make(12, 12, 10)) {
            MachineFunction function = allocated(source, ColoringAllocator::allocate);
            assertThat(redirectOneRead(function, random)).isTrue();
            assertThatThrownBy(() -> AllocationChecker.check(function)).isInstanceOf(AssertionError.class).hasMessageContaining("does not hold");
        }
    }

    private static MachineFunction allocated(Function source, Consumer<MachineFunction> allocator) {
        MachineFunction function = Selector.select(source, MachineFunction.Mode.WINDOW);
        allocator.accept(function);
        return function;
    }

    private static boolean redirectOneRead(MachineFunction function, Random random) {
        List<MachineBlock> blocks = function.blocks();
        for (int tries = 0; tries < 1000; tries++) {
            MachineBlock block = blocks.get(random.nextInt(blocks.size()));
            if (block.instructions().isEmpty()) {
                continue;
            }
            int at = random.nextInt(block.instructions().size());
            MachineInstruction instruction = block.instructions().get(at);
            int[] reads = new int[1];
            BitSet written = Liveness.defines(instruction);
            Operands.forEachUse(instruction.insn(), r -> reads[0] = written.get(r) ? reads[0] : r);
            if (reads[0] != 0 && reads[0] != Registers.FP && instruction.original() != null) {
                // %g1 is what no allocator gives out
                List<MachineInstruction> changed = new ArrayList<>(block.instructions());
                changed.set(at, instruction.as(Operands.rename(instruction.insn(), r -> r == reads[0] ? Registers.G1 : r, r -> r)));
                block.instructions(changed);
                return true;
            }
        }
        return false;
    }
}
