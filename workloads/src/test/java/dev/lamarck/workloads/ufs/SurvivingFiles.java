package dev.lamarck.workloads.ufs;

import dev.lamarck.kernel.fs.Vnode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a mounted disk has, against the states in which it may be. */
final class SurvivingFiles {
    /** A file's number and contents; null for a directory. */
    private record Found(long number, byte[] contents) {}

    private final Map<String, Found> found = new TreeMap<>();

    private SurvivingFiles(HostedFiles files) {
        collect(files, "");
    }

    /**
     * What does not agree with any state, if something does. Names, kinds, links and lengths must be those of one of them. So must be the contents, but where an operation of
     * a later state writes over them in place.
     */
    static Optional<String> loss(HostedFiles files, List<ModelFiles> possible) {
        SurvivingFiles survivors = new SurvivingFiles(files);
        Optional<String> why = Optional.empty();
        for (ModelFiles state : possible) {
            why = survivors.difference(state, possible);
            if (why.isEmpty()) {
                return why;
            }
        }
        return why;
    }

    private void collect(HostedFiles files, String path) {
        Vnode file = files.find(path);
        found.put(path, new Found(file.number(), file.isDirectory() ? null : HostedFiles.contents(file)));
        if (file.isDirectory()) {
            files.names(path).forEach(name -> collect(files, path + "/" + name));
        }
        file.release();
    }

    private Optional<String> difference(ModelFiles state, List<ModelFiles> possible) {
        if (!found.keySet().equals(state.nodes().keySet())) {
            return Optional.of("there is %s, there was %s".formatted(found.keySet(), state.nodes().keySet()));
        }
        Map<Integer, Long> numbers = new HashMap<>();
        for (Map.Entry<String, ModelFiles.Node> each : state.nodes().entrySet()) {
            Found here = found.get(each.getKey());
            ModelFiles.Node node = each.getValue();
            if (node.isDirectory() != (here.contents() == null) || numbers.merge(node.id(), here.number(), (a, b) -> a.equals(b) ? a : -1) != here.number()) {
                return Optional.of(each.getKey() + " is another file");
            }
            if (!node.isDirectory() && !isContents(here.contents(), node, possible)) {
                return Optional.of(each.getKey() + " has other contents");
            }
        }
        return Optional.empty();
    }

    private static boolean isContents(byte[] here, ModelFiles.Node node, List<ModelFiles> possible) {
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

    private static boolean isEver(byte octet, int position, int id, List<ModelFiles> possible) {
        return possible.stream().flatMap(state -> state.nodes().values().stream())
                .anyMatch(node -> node.id() == id && !node.isDirectory() && node.contents().length > position && node.contents()[position] == octet);
    }
}
