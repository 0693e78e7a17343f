package dev.lamarck.toolchain.sparc;

import dev.lamarck.toolchain.ir.Block;
import dev.lamarck.toolchain.ir.Cfg;
import dev.lamarck.toolchain.ir.Op;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.IntSupplier;

/**
 * Constants of several instructions that a loop needs, made once before it. Not for loops that call: over calls only the window's
 * registers keep their values.
 */
final class LoopConstants {
    /** Kept for a loop; further ones are made where they are needed. */
    private static final int MOST = 4;
    private static final Set<Op> CALLS = Set.of(Op.CALL, Op.CALL_ADDRESS, Op.SYSTEM_CALL);

    private final Map<Block, Block> before = new HashMap<>();
    private final Map<Block, Map<Long, Integer>> registers = new HashMap<>();

    LoopConstants(Cfg cfg) {
        // In this order outer loops come first, and keep what they have.
        for (Block header : cfg.order()) {
            if (cfg.loopHeader(header) == header && cfg.immediateDominator(header) != null) {
                Set<Block> loop = cfg.loop(header);
                if (loop.stream().flatMap(block -> block.instructions().stream()).noneMatch(value -> CALLS.contains(value.op()))) {
                    loop.forEach(block -> before.putIfAbsent(block, cfg.immediateDominator(header)));
                }
            }
        }
    }

    /** The register that holds a constant throughout the loop that a block is in; none if it is in none, or too many are held already. */
    OptionalInt register(Block block, long constant, IntSupplier newRegister) {
        Block place = before.get(block);
        if (place == null || Constants.isSigned13(constant)) {
            return OptionalInt.empty();
        }
        Map<Long, Integer> held = registers.computeIfAbsent(place, _ -> new LinkedHashMap<>());
        if (!held.containsKey(constant) && held.size() < MOST) {
            held.put(constant, newRegister.getAsInt());
        }
        return held.containsKey(constant) ? OptionalInt.of(held.get(constant)) : OptionalInt.empty();
    }

    /** What is to be made at the end of a block: registers by constant. */
    Map<Long, Integer> at(Block block) {
        return registers.getOrDefault(block, Map.of());
    }
}
