package dev.lamarck.hardware.translate;

import dev.lamarck.hardware.isa.Effects;
import dev.lamarck.hardware.isa.PlainAccess;
import dev.lamarck.hardware.isa.code.Fields;
import dev.lamarck.hardware.isa.code.Opcode;
import dev.lamarck.hardware.isa.code.RegisterSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Which accesses are near another that control has come from: off the same register, which has not been written since, so that all but their pages' being the same is known when the region is
 * translated. What the soft TLB knows does not change while a region executes, but for what accesses to the MMU do. Of doublewords in a space that the instruction names any register will do, as
 * the address of one that control has come from is kept.
 */
final class KnownPages {
    /** Keys of accesses by registers are less. */
    private static final int NAMED = 2 * Integer.SIZE;
    /** How many others there are: of seven address spaces, loads and stores. */
    static final int NAMES = 14;
    /** Keys of accesses whose sub-block the D-cache may hold are those of their pages and this. */
    private static final int HELD = NAMED + NAMES;
    static final int SUB_BLOCK = 16;
    /** What stack pointers of 64-bit programs are off what they point to (SPARC compliance definition 2.4), which is aligned to a sub-block. */
    private static final int STACK_BIAS = 2047;

    /**
     * An access that the soft TLB has been asked for.
     *
     * @param offset from the register
     * @param size to which its address is aligned
     */
    record Origin(int offset, int size) {}

    private static final Origin DOUBLEWORD = new Origin(0, Long.BYTES);

    private final PageImage page;
    private final RegionFinder finder;
    private final Liveness liveness;
    private final boolean isTimed;
    /** At the start of a block, by {@link #key}; nothing for those not yet come to. */
    private final Map<Node, Map<Integer, Origin>> before = new HashMap<>();
    /** Of origins that another access is near to. */
    private final Set<Integer> wanted = new HashSet<>();
    /** At the place being translated. */
    private Map<Integer, Origin> known = Map.of();

    KnownPages(PageImage page, RegionFinder finder, Liveness liveness, boolean isTimed) {
        this.page = page;
        this.finder = finder;
        this.liveness = liveness;
        this.isTimed = isTimed;
        finder.entries().forEach(entry -> before.put(entry, Map.of()));
        boolean changed = true;
        while (changed) {
            changed = false;
            for (Node node : finder.nodes()) {
                changed |= before.containsKey(node) && walk(node);
            }
        }
    }

    // ---- the place being translated

    void begin(Node node) {
        known = new HashMap<>(before.getOrDefault(node, Map.of()));
    }

    /** Behind an instruction. */
    void pass(int word) {
        pass(word, known);
    }

    Map<Integer, Origin> place() {
        return Map.copyOf(known);
    }

    void comeBack(Map<Integer, Origin> place) {
        known = new HashMap<>(place);
    }

    /** What an access is near to; or null. */
    Origin origin(int word) {
        return origin(word, known);
    }

    /** Whether another access may be near to this one. */
    boolean isWanted(int word) {
        return isKept(word) && wanted.contains(key(word));
    }

    /** Whether the D-cache holds what an access is to, in timing mode: it is in what the last load off the same register has loaded, and no load that may have displaced that is between. */
    boolean isHeld(int word) {
        Origin loaded = isTimed && isNearRegister(word) && !PlainAccess.of(word).floating() ? known.get(HELD + (key(word) & ~1)) : null;
        return loaded != null && offset(word) >= loaded.offset && offset(word) < loaded.offset + loaded.size;
    }

    /** Whether an access near another may well be in the sub-block where the last one was, in timing mode: {@link Locals#held}. */
    boolean mayShare(int word) {
        return mayShare(word, known);
    }

    /** Whether another access may be in the sub-block of this one. */
    boolean isSubBlockWanted(int word) {
        return keepsSubBlock(word) && wanted.contains(HELD + key(word));
    }

    // ---- finding them

    /** Whether more was found of what follows a block. */
    private boolean walk(Node node) {
        Map<Integer, Origin> state = new HashMap<>(before.get(node));
        for (int at = node.start; at < node.end; at++) {
            want(page.word(at), state);
            pass(page.word(at), state);
        }
        if (node.last == Shape.ODD) {
            return false;
        }
        if (node.last.isTransfer()) {
            pass(page.word(node.end), state);
        }
        boolean changed = arrive(node.next, state);
        if (node.last.hasSlot() && finder.slotShape(node.end + 1) == Shape.PLAIN) {
            want(page.word(node.end + 1), state);
            pass(page.word(node.end + 1), state);
        }
        return arrive(node.taken, state) | changed;
    }

    private boolean arrive(Node node, Map<Integer, Origin> state) {
        if (node == null) {
            return false;
        }
        Map<Integer, Origin> known = before.get(node);
        if (known == null) {
            before.put(node, new HashMap<>(state));
            return true;
        }
        return !known.isEmpty() && known.entrySet().retainAll(state.entrySet());
    }

    private void want(int word, Map<Integer, Origin> state) {
        if (origin(word, state) != null) {
            wanted.add(key(word));
        }
        if (mayShare(word, state)) {
            wanted.add(HELD + key(word));
        }
    }

    private boolean mayShare(int word, Map<Integer, Origin> state) {
        Origin last = keepsSubBlock(word) && origin(word, state) != null ? state.get(HELD + key(word)) : null;
        return last != null && (namesSpace(word) || mayShare(Fields.rs1(word), last.offset, offset(word)));
    }

    /** Whether it is worth while to look: of what stack pointers point to, the place in its sub-block is known. */
    private static boolean mayShare(int register, int one, int other) {
        return register == RegisterSet.O6_STACK_POINTER || register == RegisterSet.I6_FRAME_POINTER
                ? (one - STACK_BIAS ^ other - STACK_BIAS) < SUB_BLOCK && (one - STACK_BIAS ^ other - STACK_BIAS) >= 0
                : Math.abs(one - other) < SUB_BLOCK;
    }

    private static Origin origin(int word, Map<Integer, Origin> state) {
        Origin origin = isKept(word) ? state.get(key(word)) : null;
        return origin == null || namesSpace(word) || isAligned(origin, word) ? origin : null;
    }

    /** Whether what is aligned as the origin has to be, is so for an access too. */
    private static boolean isAligned(Origin origin, int word) {
        int size = PlainAccess.of(word).size();
        return size <= origin.size && (offset(word) - origin.offset & size - 1) == 0;
    }

    private void pass(int word, Map<Integer, Origin> state) {
        Effects effects = liveness.effects(word);
        if (isKept(word) && origin(word, state) == null) {
            state.put(key(word), namesSpace(word) ? DOUBLEWORD : new Origin(offset(word), PlainAccess.of(word).size()));
        }
        if ((effects.uses() & Effects.MEMORY) != 0) {
            state.keySet().removeIf(key -> key >= HELD);
        }
        if (keepsSubBlock(word)) {
            state.put(HELD + key(word), namesSpace(word) ? DOUBLEWORD : new Origin(offset(word), PlainAccess.of(word).size()));
        }
        if (effects.windowShift() != 0 || (effects.defines() & Effects.STATE) != 0 || !leavesPages(AccessKind.of(Opcode.of(word), word))) {
            state.clear();
        }
        state.keySet().removeIf(key -> key % HELD < NAMED && (effects.defines() & 1L << (key % HELD >> 1)) != 0);
    }

    /** Of an access in timing mode, but not of a floating-point register, nor a store of a byte, which {@link ProcessorPort#NOT_HELD} might be the address of. */
    private boolean keepsSubBlock(int word) {
        PlainAccess access = PlainAccess.of(word);
        return isTimed && isKept(word) && (access == null || !access.floating() && !(access.store() && access.size() == 1));
    }

    private static boolean leavesPages(AccessKind kind) {
        return switch (kind) {
            case IMPLICIT, NAMED, QUAD, PHYSICAL -> true;
            case MMU, DOUBLES, NONE -> false;
        };
    }

    private static boolean isKept(int word) {
        return isNearRegister(word) || namesSpace(word);
    }

    /** Of a doubleword whose address space is in the instruction. */
    static boolean namesSpace(int word) {
        int opcode = Opcode.of(word);
        return (opcode == Opcode.LDXA || opcode == Opcode.STXA) && !Fields.isImmediate(word) && AccessKind.of(opcode, word) == AccessKind.NAMED;
    }

    /** Of an access of the implicit space by an immediate. */
    private static boolean isNearRegister(int word) {
        PlainAccess access = PlainAccess.of(word);
        return access != null && Fields.rs1(word) != 0 && (Fields.isImmediate(word) || Fields.rs2(word) == 0);
    }

    private static int offset(int word) {
        return Fields.isImmediate(word) ? Fields.simm13(word) : 0;
    }

    /** Of the register, or the space that is named, and whether it is a store: these the soft TLB is asked for elsewhere. */
    static int key(int word) {
        return namesSpace(word) ? NAMED + name(word) : Fields.rs1(word) << 1 | (PlainAccess.of(word).store() ? 1 : 0);
    }

    /** Less than {@link #NAMES}, of what {@link #namesSpace}. */
    static int name(int word) {
        int space = switch (Fields.asi(word)) {
            case AccessKind.NUCLEUS -> 0;
            case AccessKind.AS_IF_USER_PRIMARY -> 1;
            case AccessKind.AS_IF_USER_SECONDARY -> 2;
            default -> 3 + (Fields.asi(word) & 3);
        };
        return space << 1 | (Opcode.of(word) == Opcode.STXA ? 1 : 0);
    }
}
