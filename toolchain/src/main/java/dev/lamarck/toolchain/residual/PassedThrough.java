package dev.lamarck.toolchain.residual;

import dev.lamarck.toolchain.ir.Block;
import dev.lamarck.toolchain.ir.Edge;
import dev.lamarck.toolchain.ir.Function;
import dev.lamarck.toolchain.ir.Value;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Parameters by which variants hand on what merely lives through them. Where a value of the source came to be once only in the residual, its definition
 * dominates all uses, as it did in the source, and the parameters go.
 */
final class PassedThrough {
    private record Origin(Activation activation, Value value) {}

    private final Map<Value, Origin> origins = new HashMap<>();

    void note(Value parameter, Activation activation, Value source) {
        origins.put(parameter, new Origin(activation, source));
    }

    void remove(Function residual) {
        Map<Origin, Set<Value>> definitions = new HashMap<>();
        for (Block block : residual.blocks()) {
            for (Edge edge : block.terminator().edges()) {
                for (int i = 0; i < edge.arguments().size(); i++) {
                    Origin origin = origins.get(edge.target().parameters().get(i));
                    if (origin != null && !origin.equals(origins.get(edge.arguments().get(i)))) {
                        definitions.computeIfAbsent(origin, _ -> new HashSet<>()).add(edge.arguments().get(i));
                    }
                }
            }
        }
        Map<Value, Value> replacements = new HashMap<>();
        origins.forEach((parameter, origin) -> {
            Set<Value> all = definitions.getOrDefault(origin, Set.of());
            if (all.size() == 1) {
                replacements.put(parameter, all.iterator().next());
            }
        });
        residual.replaceUses(replacements);
    }
}
