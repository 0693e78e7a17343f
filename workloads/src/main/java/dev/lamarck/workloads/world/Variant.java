package dev.lamarck.workloads.world;

import dev.lamarck.hardware.machine.Counters;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * One configuration that was measured, and where its cycles went. {@code cycles} are those in which a processor was not idle;
 * the five causes sum to them. In functional mode there are no stalls and a cycle is an instruction.
 *
 * @param counters the machine's other counters by name
 */
public record Variant(String name, long instructions, long cycles, long issueCycles, long icacheStallCycles,
        long dataStallCycles, long mispredictStallCycles, long tlbTrapCycles, Map<String, Long> counters) {

    public Variant {
        counters = Collections.unmodifiableMap(new TreeMap<>(counters));
    }

    /** All that a machine has counted since reset. */
    public static Variant of(String name, Counters c) {
        Map<String, Long> counters = new TreeMap<>();
        counters.put("idleCycles", c.idleCycles());
        counters.put("icacheReferences", c.icacheReferences());
        counters.put("icacheMisses", c.icacheMisses());
        counters.put("dcacheReads", c.dcacheReads());
        counters.put("dcacheReadMisses", c.dcacheReadMisses());
        counters.put("dcacheWrites", c.dcacheWrites());
        counters.put("dcacheWriteMisses", c.dcacheWriteMisses());
        counters.put("ecacheReferences", c.ecacheReferences());
        counters.put("ecacheMisses", c.ecacheMisses());
        counters.put("branches", c.branches());
        counters.put("mispredictions", c.mispredictions());
        counters.put("traps", c.traps());
        return new Variant(name, c.instructions(), c.cycles() - c.idleCycles(), c.issueCycles(), c.icacheStallCycles(),
                c.dataStallCycles(), c.mispredictStallCycles(), c.tlbTrapCycles(), counters);
    }
}
