package dev.lamarck.toolchain.frontend;

import dev.lamarck.toolchain.ir.Block;
import dev.lamarck.toolchain.ir.Function;
import dev.lamarck.toolchain.ir.MethodRef;
import dev.lamarck.toolchain.ir.Position;
import dev.lamarck.toolchain.ir.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Who may call whom, by high-level functions; calls through code addresses are not in it. */
public final class CallGraph {
    /** A call at a place, and one method it may end in. */
    public record Call(Position at, MethodRef target) {}

    private final Map<MethodRef, List<Call>> calls = new TreeMap<>();

    public CallGraph(World world) {
        for (Function function : world.functions()) {
            List<Call> own = new ArrayList<>();
            for (Block block : function.blocks()) {
                block.instructions().forEach(v -> add(v, world, own));
            }
            calls.put(function.method().ref(), own);
        }
    }

    private static void add(Value value, World world, List<Call> calls) {
        switch (value.op()) {
            case CALL_DIRECT -> calls.add(new Call(value.position(), (MethodRef) value.detail()));
            case CALL_VIRTUAL, CALL_INTERFACE -> world.dispatch().targets((MethodRef) value.detail())
                .forEach(t -> calls.add(new Call(value.position(), t.ref())));
            default -> { }
        }
    }

    /** All methods with code, in order. */
    public List<MethodRef> methods() {
        return List.copyOf(calls.keySet());
    }

    /** None for assembly. */
    public List<Call> callsOf(MethodRef method) {
        return calls.getOrDefault(method, List.of());
    }
}
