package dev.lamarck.toolchain.pass;

import dev.lamarck.toolchain.ir.Access;
import dev.lamarck.toolchain.ir.Block;
import dev.lamarck.toolchain.ir.Datum;
import dev.lamarck.toolchain.ir.Function;
import dev.lamarck.toolchain.ir.Op;
import dev.lamarck.toolchain.ir.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A byte or short that is only ever looked at through a mask of its width is loaded without sign: {@code b & 0xFF} costs nothing. */
final class LoadUnsigned {
    private LoadUnsigned() {}

    /** Low level. */
    static void run(Function function) {
        Map<Value, List<Value>> uses = uses(function);
        Map<Value, Value> replacements = new HashMap<>();
        for (Block block : function.blocks()) {
            block.instructions().replaceAll(value -> {
                List<Value> users = uses.getOrDefault(value, List.of());
                if (!isSignedLoad(value) || users.isEmpty() || !users.stream().allMatch(user -> isMasked(user, value))) {
                    return value;
                }
                Value unsigned = function.newValue(Op.LOAD, value.type(), value.operands(), value.constant(), unsigned(value.access()), value.position());
                users.forEach(user -> replacements.put(user, unsigned));
                return unsigned;
            });
        }
        function.replaceUses(replacements);
        PruneDead.run(function);
    }

    /** By whom a value is used; one that a block's end uses has itself among its users. */
    private static Map<Value, List<Value>> uses(Function function) {
        Map<Value, List<Value>> uses = new HashMap<>();
        for (Block block : function.blocks()) {
            block.instructions().forEach(user -> user.operands().forEach(used -> uses.computeIfAbsent(used, _ -> new ArrayList<>()).add(user)));
            Stream.concat(block.terminator().operands().stream(), block.terminator().edges().stream().flatMap(edge -> edge.arguments().stream()))
                    .forEach(used -> uses.computeIfAbsent(used, _ -> new ArrayList<>()).add(used));
        }
        return uses;
    }

    private static boolean isSignedLoad(Value value) {
        return value.op() == Op.LOAD && (value.access().datum() == Datum.BYTE || value.access().datum() == Datum.SHORT);
    }

    private static boolean isMasked(Value user, Value load) {
        long mask = (1L << Byte.SIZE * load.access().datum().bytes()) - 1;
        return user.op() == Op.AND && user.operand(0) == load && user.operand(1).isConstant(mask);
    }

    private static Access unsigned(Access access) {
        return new Access(access.datum() == Datum.BYTE ? Datum.UNSIGNED_BYTE : Datum.CHAR, access.asi(), access.location(), access.checksNull());
    }
}
