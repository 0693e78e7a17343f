package dev.lamarck.workloads.evolution;

import dev.lamarck.hardware.cpu.RegisterView;
import dev.lamarck.hardware.machine.Limits;
import dev.lamarck.hardware.machine.Machine;
import dev.lamarck.toolchain.link.ElfSymbol;
import dev.lamarck.workloads.world.World;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Where a kernel spends its time, sampled from outside at no cost to the guest: the machine is stopped every so many cycles, and every
 * function on the stack counts that a register window still holds. One whose calls last for many samples does not count: it is a
 * thread's life, not its work.
 */
public final class BusiestFunction {
    private static final int WINDOWS = 8;
    private static final int RETURN_ADDRESS = 31;
    private static final int MOST_SAMPLES_A_CALL = 10;

    private final World world;
    private final TreeMap<Long, ElfSymbol> functions = new TreeMap<>();
    private final Map<String, Integer> samples = new TreeMap<>();
    private final Map<String, Integer> calls = new HashMap<>();

    public BusiestFunction(World world) {
        this.world = world;
        long textStart = world.kernelImage().address("_text_start");
        long textEnd = world.kernelImage().address("_text_end");
        world.kernelImage().file().symbols().stream()
                .filter(symbol -> symbol.isFunction() && symbol.address() >= textStart && symbol.address() < textEnd)
                .forEach(symbol -> functions.put(symbol.address(), symbol));
    }

    /** Samples from one cycle to another. */
    public void sample(long from, long until, long every) {
        Machine machine = world.machine();
        machine.run(Limits.cycles(from));
        functions.forEach((entry, function) -> machine.watch(entry, (cycle, pc) -> calls.merge(function.name(), 1, Integer::sum)));
        while (machine.cycles() < until) {
            machine.run(Limits.cycles(machine.cycles() + every));
            if (machine.registers().isPrivileged()) {
                stack(machine.registers()).forEach(name -> samples.merge(name, 1, Integer::sum));
            }
        }
    }

    private Set<String> stack(RegisterView registers) {
        Set<String> names = new HashSet<>();
        add(names, registers.pc());
        int window = registers.cwp();
        for (int frame = 0; frame <= registers.canrestore(); frame++) {
            add(names, registers.integer(window, RETURN_ADDRESS));
            window = Math.floorMod(window - 1, WINDOWS);
        }
        return names;
    }

    private void add(Set<String> names, long pc) {
        Map.Entry<Long, ElfSymbol> function = functions.floorEntry(pc);
        if (function != null && pc < function.getKey() + function.getValue().size()) {
            names.add(function.getValue().name());
        }
    }

    /** The function that was most often on the stack; of several the first by name. */
    public Optional<String> name() {
        return samples.entrySet().stream().filter(sample -> sample.getValue() <= MOST_SAMPLES_A_CALL * calls.getOrDefault(sample.getKey(), 0)).max(Map.Entry.<String, Integer>comparingByValue()
                .thenComparing(Map.Entry.<String, Integer>comparingByKey().reversed())).map(Map.Entry::getKey);
    }
}
