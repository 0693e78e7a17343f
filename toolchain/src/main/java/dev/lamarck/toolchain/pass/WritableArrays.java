package dev.lamarck.toolchain.pass;

import dev.lamarck.toolchain.frontend.FieldInfo;
import dev.lamarck.toolchain.frontend.World;
import dev.lamarck.toolchain.ir.Block;
import dev.lamarck.toolchain.ir.FieldRef;
import dev.lamarck.toolchain.ir.Function;
import dev.lamarck.toolchain.ir.Op;
import dev.lamarck.toolchain.ir.Terminator;
import dev.lamarck.toolchain.ir.Value;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/**
 * Through which static fields an array may come to be written. The program is closed: if every use of every load of a final field
 * reads an element or the length, checks or compares the reference, then the reference gets nowhere from which a store could be
 * made. A reference that is passed on in any way, to a call, a field, an address or a block's parameter, counts as written.
 */
public final class WritableArrays {
    private final World world;
    private final Set<FieldInfo> passedOn = new HashSet<>();

    private WritableArrays(World world) {
        this.world = world;
    }

    /** Needs high-level functions, all that will be compiled. The fields whose value some function passes on. */
    public static Set<FieldInfo> fields(Collection<Function> functions, World world) {
        WritableArrays analysis = new WritableArrays(world);
        functions.stream().flatMap(f -> f.blocks().stream()).forEach(analysis::examine);
        return analysis.passedOn;
    }

    private void examine(Block block) {
        for (Value value : block.instructions()) {
            for (int i = 0; i < value.operands().size(); i++) {
                if (!onlyReads(value.op(), i)) {
                    passOn(value.operand(i));
                }
            }
        }
        Terminator end = block.terminator();
        if (!(end instanceof Terminator.Branch)) {
            end.operands().forEach(this::passOn);
        }
        end.edges().forEach(e -> e.arguments().forEach(this::passOn));
    }

    private static boolean onlyReads(Op op, int operand) {
        return switch (op) {
            case LOAD_ELEMENT -> operand == 0;
            case ARRAY_LENGTH, NULL_CHECK, COMPARE, TRAP_IF -> true;
            default -> false;
        };
    }

    private void passOn(Value value) {
        if (value.op() == Op.LOAD_STATIC) {
            passedOn.add(world.store().field((FieldRef) value.detail()));
        }
    }
}
