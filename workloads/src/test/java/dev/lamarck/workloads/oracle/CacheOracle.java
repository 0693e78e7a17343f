package dev.lamarck.workloads.oracle;

import dev.lamarck.hardware.machine.ConfigurationKey;
import dev.lamarck.hardware.machine.Counters;
import dev.lamarck.hardware.machine.MachineConfiguration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Counts what the caches and the predictor of a machine must count. */
final class CacheOracle implements CacheEvents {
    private static final int LINE = 32;
    private static final int SUB_BLOCK = 16;
    private static final int OUTER_LINE = 64;
    private static final int NOWHERE = -1;
    private static final int UNKNOWN = -1;

    /** A line of the I-cache, with a counter of 0 … 3 for each of its four pairs of instructions. */
    private static final class CodeLine {
        final int number;
        final int[] histories = {UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN};

        CodeLine(int number) {
            this.number = number;
        }
    }

    /** A line of the D-cache: which line of memory it is, and which of its sub-blocks are there. */
    private record DataLine(int number, Set<Integer> subBlocks) {}

    private final Map<ConfigurationKey, Long> numbers = new EnumMap<>(ConfigurationKey.class);
    /** By set, at most two, the one used last at the end. */
    private final Map<Integer, List<CodeLine>> codeSets = new HashMap<>();
    private final Map<Long, DataLine> dataLines = new HashMap<>();
    private final Map<Integer, Integer> outerLines = new HashMap<>();
    private int fetchedFrom = NOWHERE;

    private long codeReferences;
    private long codeMisses;
    private long loads;
    private long loadMisses;
    private long stores;
    private long storeMisses;
    private long outerReferences;
    private long outerMisses;
    private long branches;
    private long mispredictions;
    private long codeStall;
    private long dataStall;
    private long branchStall;
    private long trapCycles;

    CacheOracle(MachineConfiguration machine) {
        for (ConfigurationKey key : List.of(
                ConfigurationKey.ICACHE_BYTES, ConfigurationKey.DCACHE_BYTES, ConfigurationKey.ECACHE_BYTES, ConfigurationKey.ICACHE_MISS_CYCLES,
                ConfigurationKey.DCACHE_MISS_CYCLES, ConfigurationKey.ECACHE_MISS_CYCLES, ConfigurationKey.STORE_CYCLES,
                ConfigurationKey.STORE_MISS_CYCLES, ConfigurationKey.DEVICE_CYCLES, ConfigurationKey.MISPREDICT_CYCLES,
                ConfigurationKey.JUMP_CYCLES, ConfigurationKey.TRAP_CYCLES)) {
            numbers.put(key, machine.number(key));
        }
    }

    private long number(ConfigurationKey key) {
        return numbers.get(key);
    }

    @Override
    public void fetch(int pa) {
        int line = pa / LINE;
        if (line == fetchedFrom) {
            return;
        }
        codeReferences++;
        if (held(line) == null) {
            codeMisses++;
            codeStall += number(ConfigurationKey.ICACHE_MISS_CYCLES);
            codeStall += reference(pa) ? 0 : number(ConfigurationKey.ECACHE_MISS_CYCLES);
            List<CodeLine> set = set(line);
            if (set.size() == 2) {
                set.removeFirst();
            }
            set.add(new CodeLine(line));
        }
        List<CodeLine> set = set(line);
        CodeLine used = held(line);
        set.remove(used);
        set.add(used);
        fetchedFrom = line;
    }

    private List<CodeLine> set(int line) {
        int sets = (int) number(ConfigurationKey.ICACHE_BYTES) / LINE / 2;
        return codeSets.computeIfAbsent(line % sets, none -> new ArrayList<>());
    }

    private CodeLine held(int line) {
        for (CodeLine each : set(line)) {
            if (each.number == line) {
                return each;
            }
        }
        return null;
    }

    @Override
    public void load(long va, int pa) {
        loads++;
        if (!isHeld(va, pa)) {
            loadMisses++;
            dataStall += number(ConfigurationKey.DCACHE_MISS_CYCLES);
            dataStall += reference(pa) ? 0 : number(ConfigurationKey.ECACHE_MISS_CYCLES);
            DataLine there = dataLines.get(index(va));
            if (there == null || there.number != pa / LINE) {
                dataLines.put(index(va), new DataLine(pa / LINE, new HashSet<>()));
            }
            dataLines.get(index(va)).subBlocks.add(pa / SUB_BLOCK % 2);
        }
    }

    private boolean isHeld(long va, int pa) {
        DataLine there = dataLines.get(index(va));
        return there != null && there.number == pa / LINE && there.subBlocks.contains(pa / SUB_BLOCK % 2);
    }

    /** Where the virtual address is looked for. */
    private long index(long va) {
        return Long.remainderUnsigned(va, number(ConfigurationKey.DCACHE_BYTES)) / LINE;
    }

    /** Written through, nothing allocated but in the E-cache; whatever was fetched of the line is fetched anew. */
    @Override
    public void store(long va, int pa) {
        stores++;
        storeMisses += isHeld(va, pa) ? 0 : 1;
        dataStall += number(ConfigurationKey.STORE_CYCLES);
        dataStall += reference(pa) ? 0 : number(ConfigurationKey.STORE_MISS_CYCLES);
        dropCode(pa / LINE);
    }

    @Override
    public void device() {
        dataStall += number(ConfigurationKey.DEVICE_CYCLES);
    }

    /** A reference to the E-cache; whether it hits. What it evicts leaves the other caches too. */
    private boolean reference(int pa) {
        outerReferences++;
        int line = pa / OUTER_LINE;
        Integer evicted = outerLines.put(outerIndex(line), line);
        if (evicted != null && evicted == line) {
            return true;
        }
        outerMisses++;
        if (evicted != null) {
            dropInner(evicted);
        }
        return false;
    }

    private int outerIndex(int line) {
        return (int) (line % (number(ConfigurationKey.ECACHE_BYTES) / OUTER_LINE));
    }

    private void dropInner(int outerLine) {
        for (int line = 2 * outerLine; line < 2 * outerLine + 2; line++) {
            int dropped = line;
            dropCode(dropped);
            dataLines.values().removeIf(each -> each.number == dropped);
        }
    }

    private void dropCode(int line) {
        set(line).removeIf(each -> each.number == line);
        if (fetchedFrom == line) {
            fetchedFrom = NOWHERE;
        }
    }

    @Override
    public void written(long pa, int length) {
        for (long line = pa / OUTER_LINE; line <= (pa + length - 1) / OUTER_LINE; line++) {
            outerLines.remove(outerIndex((int) line), (int) line);
            dropInner((int) line);
        }
    }

    @Override
    public void branch(int pa, boolean taken, int first, int second) {
        branches++;
        int[] histories = held(pa / LINE).histories;
        int pair = pa / 8 % 4;
        if (histories[pair] == UNKNOWN) {
            boolean predictsTaken = Arrays.stream(new int[] {first, second})
                    .filter(CacheOracle::hasPredictionBit).limit(1).anyMatch(word -> (word >> 19 & 1) == 1);
            histories[pair] = predictsTaken ? 2 : 1;
        }
        if (histories[pair] >= 2 != taken) {
            mispredictions++;
            branchStall += number(ConfigurationKey.MISPREDICT_CYCLES);
        }
        histories[pair] = Math.clamp(histories[pair] + (taken ? 1 : -1), 0, 3);
    }

    /** BPcc, BPr and FBPfcc: format 2, op2 of 1, 3 or 5 (V9 appendix E). */
    private static boolean hasPredictionBit(int word) {
        int op2 = word >> 22 & 7;
        return word >>> 30 == 0 && (op2 == 1 || op2 == 3 || op2 == 5);
    }

    @Override
    public void jump() {
        branchStall += number(ConfigurationKey.JUMP_CYCLES);
    }

    @Override
    public void trap() {
        trapCycles += number(ConfigurationKey.TRAP_CYCLES);
    }

    /** The machine's counters, with those that the oracle knows in place of the machine's. */
    Counters in(Counters counters) {
        return new Counters(
                counters.instructions(), counters.cycles(), counters.idleCycles(), counters.issueCycles(), codeStall, dataStall, branchStall,
                trapCycles, codeReferences, codeMisses, loads, loadMisses, stores, storeMisses, outerReferences, outerMisses, branches,
                mispredictions, counters.traps());
    }
}
