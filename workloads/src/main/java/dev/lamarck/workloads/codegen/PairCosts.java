package dev.lamarck.workloads.codegen;

import dev.lamarck.hardware.cpu.RegisterView;
import dev.lamarck.hardware.machine.Machine;
import dev.lamarck.toolchain.link.ElfSymbol;
import dev.lamarck.workloads.evolution.CallInstructions;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What calls of a program's functions cost, seen from outside: of each the call that was disturbed least. */
final class PairCosts {
    private static final int LINE_BYTES = 32;

    private final Map<String, CallInstructions> instructions = new TreeMap<>();
    private final Map<String, Set<Long>> lines = new TreeMap<>();

    /** One call of a function. */
    record Cost(long instructions, int lines) {}

    /** @param functions by name; helpers of a function carry its name and more, as {@code numbers_sort} and {@code numbers_sort_sink} */
    PairCosts(Machine machine, List<ElfSymbol> symbols, List<String> functions) {
        for (String function : functions) {
            Set<Long> touched = new HashSet<>();
            lines.put(function, touched);
            for (ElfSymbol symbol : symbols) {
                if (symbol.isFunction() && symbol.name().equals(function)) {
                    instructions.put(function, new CallInstructions(machine, symbol.address(), false));
                }
                if (symbol.isFunction() && (symbol.name().equals(function) || symbol.name().startsWith(function + "_"))) {
                    watch(machine, symbol, touched);
                }
            }
        }
    }

    private static void watch(Machine machine, ElfSymbol symbol, Set<Long> touched) {
        RegisterView registers = machine.registers();
        for (long address = symbol.address(); address < symbol.address() + symbol.size(); address += Integer.BYTES) {
            machine.watch(address, (cycle, pc) -> {
                if (!registers.isPrivileged()) {
                    touched.add(pc / LINE_BYTES);
                }
            });
        }
    }

    /** Of a function that has been called. */
    Cost of(String function) {
        return new Cost(instructions.get(function).least().orElseThrow(), lines.get(function).size());
    }
}
