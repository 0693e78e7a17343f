package dev.lamarck.hardware.translate;

import dev.lamarck.hardware.isa.code.Fields;
import dev.lamarck.hardware.isa.code.Flow;
import dev.lamarck.hardware.isa.code.Opcode;
import dev.lamarck.hardware.isa.code.RegisterSet;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Finds a region: all that is reached from a word by branches, calls and fall-through, over calls and odd instructions too, in its page. First
 * the words where blocks begin, then the blocks.
 *
 * <p>Control may enter at the first word, where functions are called, behind calls and odd instructions, at heads of loops, and at a RESTORE in the delay slot of a jump. When it enters, and whenever it comes to
 * a head, the cycles left are looked at.
 */
final class RegionFinder {
    private final PageImage page;
    private final IssueModel issue;
    private final StallBounds stalls;
    private final int most;

    private final BitSet leaders = new BitSet(PageImage.WORDS);
    private final BitSet walked = new BitSet(PageImage.WORDS);
    private final BitSet slots = new BitSet(PageImage.WORDS);
    private final Map<Integer, Node> nodes = new LinkedHashMap<>();
    private final Deque<Node> unfinished = new ArrayDeque<>();
    private final List<Node> entries = new ArrayList<>();
    private LoopNest loops;

    /** {@code most}: instructions. */
    RegionFinder(PageImage page, IssueModel issue, StallBounds stalls, int most) {
        this.page = page;
        this.issue = issue;
        this.stalls = stalls;
        this.most = most;
    }

    /** From a word on, with the issue group before it. */
    void find(int word, int group) {
        findLeaders(word);
        enter(word, group);
        while (!unfinished.isEmpty()) {
            finish(unfinished.removeFirst());
        }
        findLoops();
        Set<Node> known = new HashSet<>();
        nodes.values().forEach(node -> findWorst(node, known));
        findLines();
    }

    Collection<Node> nodes() {
        return nodes.values();
    }

    List<Node> entries() {
        return entries;
    }

    LoopNest loops() {
        return loops;
    }

    /** Whether it has a jump by a table, and words are known that such jumps have led to. */
    boolean jumpsByTable() {
        return !page.targets().isEmpty() && walked.stream().anyMatch(at -> isComputed(page.word(at)));
    }

    /** The words that the region depends on. */
    BitSet covered() {
        BitSet covered = (BitSet) walked.clone();
        covered.or(slots);
        for (int at : covered.stream().toArray()) {
            covered.set(at - Math.min(issue.looksBack(), at & StallBounds.LINE_WORDS - 1), at);
        }
        return covered;
    }

    private Shape shape(int at) {
        Shape shape = page.watched().get(at) ? Shape.ODD : Shape.of(page.word(at));
        return shape.hasSlot() && at == PageImage.WORDS - 1 ? Shape.ODD : shape;
    }

    /** What the word in a delay slot is there: no transfer is translated, nor what may leave the region. */
    Shape slotShape(int at) {
        Shape shape = shape(at);
        return shape.isTransfer() || Shape.mayLeaveBehind(page.word(at)) ? Shape.ODD : shape;
    }

    // ---- words where blocks begin

    private void findLeaders(int first) {
        Deque<Integer> open = new ArrayDeque<>(List.of(first));
        while (!open.isEmpty() && walked.cardinality() < most) {
            int at = open.removeFirst();
            if (at < PageImage.WORDS && !leaders.get(at)) {
                leaders.set(at);
                walk(at, open);
            }
        }
    }

    private void walk(int from, Deque<Integer> open) {
        for (int at = from; at < PageImage.WORDS && !walked.get(at) && walked.cardinality() < most; at++) {
            walked.set(at);
            Shape shape = shape(at);
            if (shape == Shape.ODD) {
                open.addLast(at + 1);
                return;
            } else if (shape.isTransfer()) {
                branchFrom(at, shape, open);
                return;
            }
        }
    }

    private void branchFrom(int at, Shape shape, Deque<Integer> open) {
        if (shape.hasSlot()) {
            slots.set(at + 1);
        }
        int word = page.word(at);
        if (shape == Shape.CONDITIONAL) {
            open.addFirst(Fields.annul(word) ? at + 2 : at + 1);
        }
        if (Flow.isCall(word)) {
            open.addLast(at + 2);
        }
        if (isComputed(word)) {
            targets().forEach(open::addLast);
        }
        int target = shape.hasTarget() ? page.at(Flow.target(word, page.address(at))) : -1;
        if (target >= 0) {
            open.addLast(target);
        }
    }

    /** A jump that neither calls nor returns: by a table, most likely. */
    private static boolean isComputed(int word) {
        return Opcode.of(word) == Opcode.JMPL && Fields.rd(word) == 0 && Fields.rs1(word) != RegisterSet.O7 && Fields.rs1(word) != RegisterSet.I7;
    }

    /** Where such jumps have led to. Functions return behind calls. */
    private IntStream targets() {
        return page.targets().stream().filter(at -> at < 2 || !Flow.isCall(page.word(at - 2)));
    }

    // ---- blocks

    private Node enter(int at, int group) {
        Node node = node(at, group);
        if (node != null) {
            makeEntry(node);
        }
        return node;
    }

    private void makeEntry(Node node) {
        if (!node.isEntry) {
            node.isEntry = true;
            node.number = entries.size();
            entries.add(node);
        }
    }

    /** Null if it is not of the region. */
    private Node node(int at, int group) {
        if (at < 0 || at >= PageImage.WORDS || !leaders.get(at)) {
            return null;
        }
        return nodes.computeIfAbsent(key(at, group), none -> {
            Node node = new Node(at, group);
            unfinished.addLast(node);
            return node;
        });
    }

    private static int key(int at, int group) {
        return at * Byte.SIZE * 2 + group;
    }

    private void finish(Node node) {
        int at = node.start;
        int group = node.group;
        while (shape(at) == Shape.PLAIN) {
            group = issue.group(group, page.bytes(), at++);
            if (leaders.get(at) || !walked.get(at)) {
                node.end = at;
                node.next = node(at, group);
                return;
            }
        }
        node.end = at;
        node.last = shape(at);
        int after = issue.group(group, page.bytes(), at);
        if (node.last == Shape.ODD) {
            enter(at + 1, after);
        } else {
            finishTransfer(node, at, after);
        }
    }

    private void finishTransfer(Node node, int at, int group) {
        int word = page.word(at);
        int afterSlot = node.last.hasSlot() ? issue.group(group, page.bytes(), at + 1) : issue.ended();
        if (node.last == Shape.CONDITIONAL) {
            node.next = Fields.annul(word) ? node(at + 2, issue.ended()) : node(at + 1, group);
        }
        if (node.last.hasTarget()) {
            int target = page.at(Flow.target(word, page.address(at)));
            node.taken = node.last == Shape.CALL ? enter(target, afterSlot) : node(target, afterSlot);
        }
        if (Flow.isCall(word)) {
            enter(at + 2, issue.ended());
        }
        if (node.last == Shape.JUMP && Opcode.of(page.word(at + 1)) == Opcode.RESTORE && slotShape(at + 1) == Shape.PLAIN) {
            enterSlot(at + 1);
        }
        if (isComputed(word)) {
            targets().forEach(target -> enter(target, afterSlot));
        }
    }

    /** The handler of its trap returns there. */
    private void enterSlot(int at) {
        makeEntry(nodes.computeIfAbsent(key(at, Entry.IN_SLOT), none -> {
            Node slot = new Node(at, issue.ended());
            slot.isSlot = true;
            slot.end = at + 1;
            return slot;
        }));
    }

    // ---- loops

    /** A region that is wanted from the middle of a loop has only this way into it: what else leads there leaves the region, for another that begins with the loop. */
    private void findLoops() {
        loops = new LoopNest(nodes.values(), null);
        Node first = entries.getFirst();
        Set<Node> middle = loops.innermost(first);
        if (middle != null) {
            nodes.values().stream().filter(node -> !middle.contains(node)).forEach(node -> node.leaveFor(middle));
            loops = new LoopNest(nodes.values(), first);
        }
        loops.heads().forEach(head -> {
            head.isHead = true;
            makeEntry(head);
        });
    }

    private int findWorst(Node node, Set<Node> known) {
        if (node == null) {
            return 0;
        }
        if (known.add(node)) {
            node.worst = own(node) + Math.max(after(node.next, known), node.last == Shape.CALL ? 0 : after(node.taken, known));
        }
        return node.worst;
    }

    private int after(Node successor, Set<Node> known) {
        return successor == null || successor.isHead ? 0 : findWorst(successor, known);
    }

    /** With the delay slot, though that is not executed on every way. */
    private int own(Node node) {
        int cycles = stalls.fetch();
        int group = node.group;
        int last = node.last.isTransfer() ? node.end + (node.last.hasSlot() ? 1 : 0) : node.end - 1;
        for (int at = node.start; at <= last; at++) {
            cycles += issue.cycles(group, page.bytes(), at) + stalls.of(page.word(at), at);
            group = issue.group(group, page.bytes(), at);
        }
        return cycles;
    }

    // ---- lines

    private void findLines() {
        nodes.values().forEach(node -> node.isFetched = !node.isEntry);
        for (Node node : nodes.values()) {
            arrive(node.next, node.last == Shape.PLAIN || node.last == Shape.ODD ? node.end - 1 : node.end);
            arrive(node.taken, node.last.hasSlot() ? node.end + 1 : node.end);
        }
    }

    /** From a word: a block may be its own line's or another's. */
    private static void arrive(Node node, int from) {
        if (node != null && from / StallBounds.LINE_WORDS != node.start / StallBounds.LINE_WORDS) {
            node.isFetched = false;
        }
    }
}
