package dev.lamarck.hardware.translate;

import dev.lamarck.hardware.isa.Effects;
import dev.lamarck.hardware.isa.code.Opcode;
import dev.lamarck.hardware.isa.code.RegisterSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * Which integer registers a block needs in their variables when control comes to it: those that may be read there before they are written, and those that
 * reside in them. Other ways out of the region need none, as what has been written is in the processor too; nor do calls and jumps, which lead to entries, where
 * the registers are loaded. A move to another window makes variables of windowed registers worthless.
 */
final class Liveness {
    private final PageImage page;
    private final RegionFinder finder;
    private final Residence residence;
    private final Map<Node, Long> before = new HashMap<>();
    /** By word: asked for again and again. */
    private final Map<Integer, Effects> known = new HashMap<>();

    Liveness(PageImage page, RegionFinder finder, Residence residence) {
        this.page = page;
        this.finder = finder;
        this.residence = residence;
        Collection<Node> nodes = finder.nodes();
        boolean changed = true;
        while (changed) {
            changed = false;
            for (Node node : nodes) {
                long now = from(node, node.start);
                changed |= !Long.valueOf(now).equals(before.put(node, now));
            }
        }
    }

    /** At the start of a block; null is out of the region. */
    long before(Node node) {
        return node == null ? 0 : before.getOrDefault(node, 0L);
    }

    /** In front of a word of a block. */
    long from(Node node, int word) {
        long resident = residence.of(node);
        long live = atEnd(node) | resident;
        for (int at = node.end - 1; at >= word; at--) {
            live = through(page.word(at), live) | resident;
        }
        return live;
    }

    /** In front of the transfer at the end, or of what comes there. */
    private long atEnd(Node node) {
        return switch (node.last) {
            case PLAIN -> before(node.next);
            case ODD -> 0;
            case CONDITIONAL -> through(page.word(node.end), before(node.next) | ofSlot(node));
            case ALWAYS, CALL, JUMP, RETURN -> through(page.word(node.end), ofSlot(node));
            case ALWAYS_ANNULLED -> before(node.taken);
        };
    }

    /** In front of the delay slot. */
    long ofSlot(Node node) {
        return finder.slotShape(node.end + 1) == Shape.PLAIN ? through(page.word(node.end + 1), behindSlot(node)) : 0;
    }

    long behindSlot(Node node) {
        return residence.of(node) | (node.last == Shape.CONDITIONAL || node.last == Shape.ALWAYS ? before(node.taken) : 0);
    }

    Effects effects(int word) {
        return known.computeIfAbsent(word, Effects::of);
    }

    /** What an instruction needs, with what is needed behind it. One that may leave its register as it was, needs it. */
    private long through(int word, long behind) {
        Effects effects = effects(word);
        long left = behind & ~effects.certain();
        if (effects.windowShift() != 0) {
            left &= RegisterSet.GLOBALS;
        }
        long reads = Opcode.of(word) == Opcode.CALL ? 0 : effects.uses();
        return (left | reads | effects.defines() & ~effects.certain()) & Effects.INTEGER;
    }
}
