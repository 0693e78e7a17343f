package dev.lamarck.hardware.translate;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The loops of a region, and how to come to an entry inside of one: through the head of each loop that it is in. A loop that control enters nowhere but at its head is one that C2
 * knows what to do with; of another it takes every variable to change in it, those too that nobody assigns to.
 *
 * <p>Loops are the strongly connected components of the graph of blocks, those within the components of what is left without the head (Bourdoncle, "Efficient chaotic iteration
 * strategies with widenings", 1993). Jumps to addresses in registers count as ways out, as what they lead to are entries.
 */
final class LoopNest {
    private final Collection<Node> nodes;
    private final Node wanted;
    private final Set<Node> heads = new LinkedHashSet<>();
    private final Map<Node, List<Node>> around = new HashMap<>();
    /** By block that is no head, the innermost loop that it is in. */
    private final Map<Node, Set<Node>> innermost = new HashMap<>();
    private final List<Set<Node>> loops = new ArrayList<>();

    /** {@code wanted} will be the head of the outermost loop that it is in; may be null. */
    LoopNest(Collection<Node> nodes, Node wanted) {
        this.nodes = nodes;
        this.wanted = wanted;
        nodes.forEach(node -> around.put(node, new ArrayList<>()));
        split(new LinkedHashSet<>(nodes));
    }

    private void split(Set<Node> within) {
        for (Set<Node> loop : new Components(within).loops) {
            Node head = loop.contains(wanted) ? wanted : head(loop);
            heads.add(head);
            loops.add(loop);
            innermost.remove(head);
            Set<Node> rest = new LinkedHashSet<>(loop);
            rest.remove(head);
            rest.forEach(node -> {
                around.get(node).add(head);
                innermost.put(node, loop);
            });
            split(rest);
        }
    }

    Set<Node> heads() {
        return heads;
    }

    /** Each in front of those in it. */
    List<Set<Node>> loops() {
        return loops;
    }

    /** The innermost loop that a block is in which is no head; null if there is none. */
    Set<Node> innermost(Node node) {
        return innermost.get(node);
    }

    /** The heads of the loops that a block is in, without itself, from the outermost on: the way to it from outside of all loops. */
    List<Node> around(Node node) {
        return around.get(node);
    }

    /** Where blocks outside of it lead to; or else where it begins, as most loops are written. */
    private Node head(Set<Node> loop) {
        return nodes.stream().filter(node -> !loop.contains(node)).flatMap(LoopNest::successors).filter(loop::contains).findFirst()
                .orElseGet(() -> loop.stream().min(Comparator.comparingInt(node -> node.start)).orElseThrow());
    }

    private static Stream<Node> successors(Node node) {
        return Stream.of(node.next, node.taken).filter(successor -> successor != null);
    }

    /** Strongly connected components that are loops (Tarjan, "Depth-first search and linear graph algorithms", 1972). */
    private static final class Components {
        final List<Set<Node>> loops = new ArrayList<>();
        private final Set<Node> within;
        private final Map<Node, Integer> numbers = new HashMap<>();
        private final Map<Node, Integer> lowest = new HashMap<>();
        private final Deque<Node> open = new ArrayDeque<>();
        private final Set<Node> isOpen = Collections.newSetFromMap(new HashMap<>());

        Components(Set<Node> within) {
            this.within = within;
            for (Node node : within) {
                if (!numbers.containsKey(node)) {
                    visit(node);
                }
            }
        }

        private void visit(Node node) {
            int number = numbers.size();
            numbers.put(node, number);
            lowest.put(node, number);
            open.push(node);
            isOpen.add(node);
            successors(node).filter(within::contains).forEach(successor -> {
                if (!numbers.containsKey(successor)) {
                    visit(successor);
                    lowest.merge(node, lowest.get(successor), Math::min);
                } else if (isOpen.contains(successor)) {
                    lowest.merge(node, numbers.get(successor), Math::min);
                }
            });
            if (lowest.get(node) == number) {
                close(node);
            }
        }

        private void close(Node root) {
            Set<Node> component = new LinkedHashSet<>();
            Node node;
            do {
                node = open.pop();
                isOpen.remove(node);
                component.add(node);
            } while (node != root);
            if (component.size() > 1 || successors(root).anyMatch(successor -> successor == root)) {
                loops.add(component);
            }
        }
    }
}
