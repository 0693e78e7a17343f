package dev.lamarck.toolchain.pass;

import dev.lamarck.toolchain.ir.Block;
import dev.lamarck.toolchain.ir.Function;
import dev.lamarck.toolchain.ir.Op;
import dev.lamarck.toolchain.ir.Value;
import java.util.HashMap;
import java.util.Map;

/**
 * Takes out every null, bounds and cast check, answered or not: to measure what they cost, never for code that is to be relied upon. An access of null
 * faults all the same.
 */
final class DropChecks {
    private DropChecks() {}

    static void run(Function function) {
        Map<Value, Value> casts = new HashMap<>();
        for (Block block : function.blocks()) {
            block.instructions().stream().filter(v -> v.op() == Op.CHECK_CAST).forEach(v -> casts.put(v, v.operand(0)));
            block.instructions().removeIf(v -> v.op() == Op.NULL_CHECK || v.op() == Op.BOUNDS_CHECK || v.op() == Op.CHECK_CAST);
        }
        function.replaceUses(casts);
        PruneDead.run(function);
    }
}
