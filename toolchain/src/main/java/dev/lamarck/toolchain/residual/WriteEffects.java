package dev.lamarck.toolchain.residual;

import dev.lamarck.toolchain.frontend.FieldInfo;
import dev.lamarck.toolchain.frontend.MethodInfo;
import dev.lamarck.toolchain.frontend.World;
import dev.lamarck.toolchain.ir.Block;
import dev.lamarck.toolchain.ir.FieldRef;
import dev.lamarck.toolchain.ir.Function;
import dev.lamarck.toolchain.ir.Location;
import dev.lamarck.toolchain.ir.MethodRef;
import dev.lamarck.toolchain.ir.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which quasi-invariant fields a call may write: what the methods it can reach store to. Assembly and code called through an address may
 * switch threads or anything else, so they write everything.
 */
final class WriteEffects {
    private final World world;
    private final Map<MethodRef, Function> functions;
    private final Map<MethodRef, Written> known = new HashMap<>();

    WriteEffects(World world, Map<MethodRef, Function> functions) {
        this.world = world;
        this.functions = functions;
    }

    /** What a call of exactly this method may write. */
    Written of(MethodRef method) {
        Written effects = known.get(method);
        if (effects == null) {
            effects = reachable(method);
            known.put(method, effects);
        }
        return effects;
    }

    private Written reachable(MethodRef root) {
        Set<MethodRef> seen = new HashSet<>(Set.of(root));
        List<MethodRef> work = new ArrayList<>(seen);
        Written written = Written.NOTHING;
        while (!work.isEmpty() && !written.everything()) {
            Function function = functions.get(work.removeLast());
            if (function == null) {
                return Written.EVERYTHING;
            }
            for (Block block : function.blocks()) {
                for (Value value : block.instructions()) {
                    written = written.and(direct(value));
                    callees(value).stream().filter(seen::add).forEach(work::add);
                }
            }
        }
        return written;
    }

    /** What the instruction itself writes. */
    Written direct(Value value) {
        return switch (value.op()) {
            case STORE_FIELD, STORE_STATIC -> of((FieldRef) value.detail());
            case COMPARE_AND_SWAP -> value.access().location() instanceof Location.Field f ? of(f.field()) : Written.NOTHING;
            case CALL_ADDRESS, SYSTEM_CALL, WRITE_THREAD -> Written.EVERYTHING;
            default -> Written.NOTHING;
        };
    }

    private Written of(FieldRef field) {
        FieldInfo info = world.store().field(field);
        return info.isQuasiInvariant() ? new Written(Set.of(field), false) : Written.NOTHING;
    }

    /** The methods that a call may come to; none for what is no call. */
    List<MethodRef> callees(Value value) {
        return switch (value.op()) {
            case CALL_DIRECT -> List.of((MethodRef) value.detail());
            case CALL_VIRTUAL, CALL_INTERFACE -> world.dispatch().targets((MethodRef) value.detail()).stream().map(MethodInfo::ref).toList();
            default -> List.of();
        };
    }
}
