package dev.lamarck.workloads.world;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * One configuration that was measured, and where its cycles went. In timing mode the five causes sum to the cycles; in
 * functional mode there are no stalls and {@code cycles} counts instructions.
 *
 * @param counters the machine's other counters by name
 */
public record Variant(String name, long instructions, long cycles, long issueCycles, long icacheStallCycles,
        long dataStallCycles, long mispredictStallCycles, long tlbTrapCycles, Map<String, Long> counters) {

    public Variant {
        counters = Collections.unmodifiableMap(new TreeMap<>(counters));
    }
}
