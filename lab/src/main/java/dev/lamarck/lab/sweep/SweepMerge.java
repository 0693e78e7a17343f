package dev.lamarck.lab.sweep;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lamarck.lab.BadInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Brings together what several directories hold of one sweep. */
final class SweepMerge {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final SweepPlan plan;
    private final SweepDirectory target;
    private final List<String> differing = new ArrayList<>();

    SweepMerge(SweepPlan plan, SweepDirectory target) {
        this.plan = plan;
        this.target = target;
    }

    /** Copies what the target lacks. @return the keys of jobs of which two directories hold different results: somewhere a host is not deterministic */
    List<String> take(List<Path> folders) {
        Set<String> known = new HashSet<>(plan.jobs().stream().map(SweepJob::key).toList());
        for (Path folder : folders) {
            SweepDirectory source = new SweepDirectory(folder);
            if (source.keys().stream().anyMatch(key -> !known.contains(key))) {
                throw new BadInput(folder + " holds results of another sweep, or of another Lamarck", "merge directories of the same sweep");
            }
            plan.jobs().stream().filter(source::isFinished).forEach(job -> take(job, source.result(job)));
        }
        return List.copyOf(differing);
    }

    private void take(SweepJob job, Path file) {
        String text = read(file);
        if (!target.isFinished(job)) {
            target.finish(job, text);
        } else if (!promised(text, file).equals(promised(read(target.result(job)), target.result(job)))) {
            differing.add(job.key());
        }
    }

    /** The jobs that no directory had. */
    List<SweepJob> missing() {
        return plan.jobs().stream().filter(job -> !target.isFinished(job)).toList();
    }

    /** A result without what depends on the host. */
    private static JsonNode promised(String text, Path file) {
        try {
            ObjectNode tree = (ObjectNode) MAPPER.readTree(text);
            tree.remove(tree.properties().stream().map(Map.Entry::getKey).filter(name -> name.startsWith("host")).toList());
            return tree;
        } catch (IOException | ClassCastException e) {
            throw new BadInput(file + " is damaged", "delete it, and run the sweep again with --resume");
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new BadInput("cannot read " + file, "make it readable");
        }
    }
}
