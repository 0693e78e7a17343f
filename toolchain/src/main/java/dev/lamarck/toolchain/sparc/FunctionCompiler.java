package dev.lamarck.toolchain.sparc;

import dev.lamarck.toolchain.Allocator;
import dev.lamarck.toolchain.ir.Function;
import dev.lamarck.toolchain.link.Fragment;
import java.util.List;

/** The stages of one function, in order. */
final class FunctionCompiler {
    private FunctionCompiler() {}

    /** The function's code and its jump tables. */
    static List<Fragment> compile(Function source, Allocator allocator, Dump dump) {
        MachineFunction function = allocated(source, allocator, dump);
        return Emitter.emit(function, laid(function, dump));
    }

    /** What is known of that code. */
    static CodeTable table(Function source, Allocator allocator) {
        MachineFunction function = allocated(source, allocator, Dump.NONE);
        return CodeTable.of(function, laid(function, Dump.NONE));
    }

    private static List<CodeBlock> laid(MachineFunction function, Dump dump) {
        dump.after("allocate", () -> CodePrinter.print(function));
        assert AllocationChecker.check(function);
        Frame.enter(function);
        List<CodeBlock> code = BlockLayout.lay(function);
        dump.after("layout", () -> CodePrinter.print(function.symbol(), code));
        List<CodeBlock> filled = DelaySlots.fill(function, code);
        dump.after("slots", () -> CodePrinter.print(function.symbol(), filled));
        return filled;
    }

    private static MachineFunction allocated(Function source, Allocator allocator, Dump dump) {
        if (allocator == Allocator.REAL && Selector.callsNothing(source)) {
            MachineFunction leaf = selected(source, MachineFunction.Mode.LEAF, dump);
            if (ColoringAllocator.allocate(leaf)) {
                return leaf;
            }
        }
        MachineFunction function = selected(source, MachineFunction.Mode.WINDOW, dump);
        switch (allocator) {
            case REAL -> ColoringAllocator.allocate(function);
            case SPILL -> SpillingAllocator.allocate(function);
        }
        return function;
    }

    private static MachineFunction selected(Function source, MachineFunction.Mode mode, Dump dump) {
        MachineFunction function = Selector.select(source, mode);
        dump.after("select", () -> CodePrinter.print(function));
        return function;
    }
}
