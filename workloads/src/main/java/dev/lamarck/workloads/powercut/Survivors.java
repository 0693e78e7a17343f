package dev.lamarck.workloads.powercut;

import dev.lamarck.workloads.ufs.UfsImage;
import dev.lamarck.workloads.ufs.UfsTree;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a disk has after a power cut, against the states in which it may be. */
public final class Survivors {
    /** A file's number and contents; null for a directory. */
    public record Found(long number, byte[] contents) {}

    private final Map<String, Found> found;

    /** @param found by path, the root's being empty */
    public Survivors(Map<String, Found> found) {
        this.found = found;
    }

    /** What is in a sound image. */
    public static Survivors of(UfsImage image) {
        UfsTree tree = new UfsTree(image);
        Map<String, Found> found = new TreeMap<>();
        collect(tree, "", found);
        return new Survivors(found);
    }

    private static void collect(UfsTree tree, String path, Map<String, Found> found) {
        UfsTree.Status status = tree.status(path);
        found.put(path, new Found(status.inode(), status.isDirectory() ? null : tree.read(path)));
        if (status.isDirectory()) {
            tree.list(status.inode()).forEach(entry -> collect(tree, path + "/" + entry.name(), found));
        }
    }

    /**
     * What does not agree with any state, if something does. Names, kinds, links and lengths must be those of one of them. So must be the contents,
     * but where an operation of a later state writes over them in place.
     */
    public Optional<String> loss(List<FileModel> possible) {
        Optional<String> why = Optional.empty();
        for (FileModel state : possible) {
            why = difference(state, possible);
            if (why.isEmpty()) {
                return why;
            }
        }
        return why;
    }

    private Optional<String> difference(FileModel state, List<FileModel> possible) {
        if (!found.keySet().equals(state.nodes().keySet())) {
            return Optional.of("there is %s, there was %s".formatted(found.keySet(), state.nodes().keySet()));
        }
        Map<Integer, Long> numbers = new HashMap<>();
        for (Map.Entry<String, FileModel.Node> each : state.nodes().entrySet()) {
            Found here = found.get(each.getKey());
            FileModel.Node node = each.getValue();
            if (node.isDirectory() != (here.contents() == null) || numbers.merge(node.id(), here.number(), (a, b) -> a.equals(b) ? a : -1) != here.number()) {
                return Optional.of(each.getKey() + " is another file");
            }
            if (!node.isDirectory() && !isContents(here.contents(), node, possible)) {
                return Optional.of(each.getKey() + " has other contents");
            }
        }
        return Optional.empty();
    }

    private static boolean isContents(byte[] here, FileModel.Node node, List<FileModel> possible) {
        if (here.length != node.contents().length) {
            return false;
        }
        for (int i = 0; i < here.length; i++) {
            if (here[i] != node.contents()[i] && !isEver(here[i], i, node.id(), possible)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isEver(byte octet, int position, int id, List<FileModel> possible) {
        return possible.stream().flatMap(state -> state.nodes().values().stream())
                .anyMatch(node -> node.id() == id && !node.isDirectory() && node.contents().length > position && node.contents()[position] == octet);
    }
}
