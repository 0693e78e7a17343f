package dev.lamarck.toolchain.pass;

import dev.lamarck.toolchain.frontend.ClassLayouts;
import dev.lamarck.toolchain.frontend.ClassStore;
import dev.lamarck.toolchain.ir.Block;
import dev.lamarck.toolchain.ir.Effect;
import dev.lamarck.toolchain.ir.FieldRef;
import dev.lamarck.toolchain.ir.Op;
import dev.lamarck.toolchain.ir.Value;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which null checks of a block need no code ({@code folded}) because a later access faults in their stead ({@code faulting}). */
record NullChecks(Set<Value> folded, Set<Value> faulting) {
    /** Page zero, which is never mapped. */
    private static final int UNMAPPED = 0x2000;

    static NullChecks of(Block block, ClassLayouts layouts, ClassStore store) {
        NullChecks checks = new NullChecks(new HashSet<>(), new HashSet<>());
        List<Value> instructions = block.instructions();
        for (int i = 0; i < instructions.size(); i++) {
            if (instructions.get(i).op() == Op.NULL_CHECK) {
                Value access = firstAccess(instructions.subList(i + 1, instructions.size()), instructions.get(i).operand(0), layouts, store);
                if (access != null) {
                    checks.folded.add(instructions.get(i));
                    checks.faulting.add(access);
                }
            }
        }
        return checks;
    }

    /** The first access of the object with nothing before it that another trap or effect could overtake; null if there is none. */
    private static Value firstAccess(List<Value> following, Value object, ClassLayouts layouts, ClassStore store) {
        for (Value value : following) {
            if (faultsOnNull(value, object, layouts, store)) {
                return value;
            }
            boolean harmless = value.op().effect() == Effect.PURE || value.op().effect() == Effect.READ || value.op() == Op.NULL_CHECK;
            if (!harmless) {
                return null;
            }
        }
        return null;
    }

    private static boolean faultsOnNull(Value value, Value object, ClassLayouts layouts, ClassStore store) {
        return switch (value.op()) {
            case ARRAY_LENGTH, CALL_VIRTUAL, CALL_INTERFACE -> value.operand(0) == object;
            case LOAD_FIELD, STORE_FIELD -> value.operand(0) == object
                && layouts.offsetOf(store.field((FieldRef) value.detail())) < UNMAPPED;
            default -> false;
        };
    }
}
