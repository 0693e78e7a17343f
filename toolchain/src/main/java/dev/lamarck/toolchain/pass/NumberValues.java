package dev.lamarck.toolchain.pass;

import dev.lamarck.toolchain.frontend.World;
import dev.lamarck.toolchain.ir.Access;
import dev.lamarck.toolchain.ir.Block;
import dev.lamarck.toolchain.ir.Cfg;
import dev.lamarck.toolchain.ir.Detail;
import dev.lamarck.toolchain.ir.Effect;
import dev.lamarck.toolchain.ir.FieldRef;
import dev.lamarck.toolchain.ir.Function;
import dev.lamarck.toolchain.ir.Location;
import dev.lamarck.toolchain.ir.Op;
import dev.lamarck.toolchain.ir.Type;
import dev.lamarck.toolchain.ir.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Global value numbering over the dominator tree: a value computed before, on every way here, is not computed again; a check that was
 * passed is not made again. Loads count as computed before as long as nothing since may have written their location; that is known
 * within a block and on into blocks that only it leads to.
 */
public final class NumberValues {
    /** What makes two values equal. The type matters: a CONSTANT 0 may be an int or null. */
    private record Key(Op op, Type type, List<Value> operands, long constant, Detail detail) {
        static Key of(Value value) {
            List<Value> operands = new ArrayList<>(value.operands());
            if (value.op().commutative() && operands.get(0).id() > operands.get(1).id()) {
                operands = operands.reversed();
            }
            return new Key(value.op(), value.type(), List.copyOf(operands), value.constant(), value.detail());
        }
    }

    private final World world;
    private final Cfg cfg;
    private final Map<Block, List<Block>> children = new HashMap<>();
    private final Map<Value, Value> replacements = new HashMap<>();

    /** What is known in a block: pure values and checks made, and what loads and stores left in memory. */
    private record Known(Map<Key, Value> values, Map<Key, Value> memory) {
        Known inherit(boolean memoryToo) {
            return new Known(new HashMap<>(values), memoryToo ? new HashMap<>(memory) : new HashMap<>());
        }
    }

    private NumberValues(Function function, World world) {
        this.world = world;
        this.cfg = new Cfg(function);
    }

    /** Either level. */
    public static void run(Function function, World world) {
        NumberValues pass = new NumberValues(function, world);
        for (Block block : pass.cfg.order()) {
            Block parent = pass.cfg.immediateDominator(block);
            if (parent != null) {
                pass.children.computeIfAbsent(parent, _ -> new ArrayList<>()).add(block);
            }
        }
        pass.visit(function.entry(), new Known(new HashMap<>(), new HashMap<>()));
        function.replaceUses(pass.replacements);
        PruneDead.run(function);
    }

    private void visit(Block block, Known known) {
        List<Value> kept = new ArrayList<>();
        for (Value value : block.instructions()) {
            value.replaceOperands(o -> replacements.getOrDefault(o, o));
            if (!isKnown(value, known)) {
                kept.add(value);
            }
        }
        block.instructions().clear();
        block.instructions().addAll(kept);
        block.terminator(block.terminator().withValues(o -> replacements.getOrDefault(o, o)));
        for (Block child : children.getOrDefault(block, List.of())) {
            visit(child, known.inherit(cfg.predecessors(child).size() == 1));
        }
    }

    /** Notes what the value leaves known, and gives whether the value itself was known before. */
    private boolean isKnown(Value value, Known known) {
        Location location = location(value);
        return switch (value.op().effect()) {
            case PURE, TRAP -> find(known.values, Key.of(value), value);
            case READ -> {
                if (location.ordered()) {
                    // what another context wrote before is seen after
                    known.memory.clear();
                }
                yield isRepeatable(value, location) && find(known.memory, Key.of(value), value);
            }
            case WRITE -> {
                known.memory.keySet().removeIf(k -> overlaps(k, location));
                noteStored(value, location, known);
                yield false;
            }
            case ANY -> {
                known.memory.clear();
                yield false;
            }
        };
    }

    private static boolean isRepeatable(Value load, Location location) {
        return load.detail() instanceof Access access ? access.removable() : !location.ordered();
    }

    private boolean find(Map<Key, Value> map, Key key, Value value) {
        Value before = map.putIfAbsent(key, value);
        if (before != null && value.type() != Type.VOID) {
            replacements.put(value, before);
        }
        return before != null;
    }

    /** The location of a member or memory access. */
    private Location location(Value value) {
        return switch (value.detail()) {
            case FieldRef field -> new Location.Field(field, world.store().field(field).isVolatile());
            case Access access -> access.location();
            case null, default -> null;
        };
    }

    private boolean overlaps(Key load, Location written) {
        Location read = switch (load.detail) {
            case FieldRef field -> new Location.Field(field, world.store().field(field).isVolatile());
            case Access access -> access.location();
            default -> throw new AssertionError(load);
        };
        return read.overlaps(written);
    }

    /** A load of an int, long or reference from where it was stored gives what was stored; smaller ones give only part of it. */
    private void noteStored(Value store, Location location, Known known) {
        Op load = switch (store.op()) {
            case STORE_FIELD -> Op.LOAD_FIELD;
            case STORE_STATIC -> Op.LOAD_STATIC;
            default -> null;
        };
        if (load != null && !location.ordered() && "IJL[".indexOf(((FieldRef) store.detail()).descriptor().charAt(0)) >= 0) {
            Value stored = store.operands().getLast();
            List<Value> base = store.operands().subList(0, store.operands().size() - 1);
            known.memory.put(new Key(load, stored.type(), List.copyOf(base), 0, store.detail()), stored);
        }
    }
}
