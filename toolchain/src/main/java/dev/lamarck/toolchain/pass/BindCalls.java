package dev.lamarck.toolchain.pass;

import dev.lamarck.toolchain.frontend.MethodInfo;
import dev.lamarck.toolchain.frontend.World;
import dev.lamarck.toolchain.ir.Block;
import dev.lamarck.toolchain.ir.Function;
import dev.lamarck.toolchain.ir.MethodRef;
import dev.lamarck.toolchain.ir.Op;
import dev.lamarck.toolchain.ir.Terminator;
import dev.lamarck.toolchain.ir.Value;
import dev.lamarck.toolchain.magic.CheckTrap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes virtual calls with one possible target direct. Where no class that could be the receiver is ever instantiated, the null check
 * before the call has trapped, and the block ends there.
 */
public final class BindCalls {
    /** Needs the closed world; high level. */
    public static void run(Function function, World world) {
        Map<Value, Value> replacements = new HashMap<>();
        for (Block block : function.blocks()) {
            List<Value> instructions = block.instructions();
            for (int i = 0; i < instructions.size(); i++) {
                Value value = instructions.get(i);
                if (value.op() != Op.CALL_VIRTUAL && value.op() != Op.CALL_INTERFACE) {
                    continue;
                }
                List<MethodInfo> targets = world.dispatch().targets((MethodRef) value.detail());
                if (targets.isEmpty()) {
                    instructions.subList(i, instructions.size()).clear();
                    block.terminator(new Terminator.Trap(CheckTrap.UNREACHABLE, null, value.position()));
                    block.unlikely(true);
                } else if (targets.size() == 1) {
                    Value direct = function.newValue(Op.CALL_DIRECT, value.type(), value.operands(), 0, targets.getFirst().ref(), value.position());
                    instructions.set(i, direct);
                    replacements.put(value, direct);
                }
            }
        }
        function.replaceUses(replacements);
        PruneDead.run(function);
    }

    private BindCalls() {}
}
