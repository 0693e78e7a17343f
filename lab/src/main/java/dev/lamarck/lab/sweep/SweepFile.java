package dev.lamarck.lab.sweep;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.lamarck.lab.BadInput;
import dev.lamarck.lab.SeedRange;
import dev.lamarck.workloads.load.Load;
import dev.lamarck.workloads.load.Loads;
import dev.lamarck.workloads.world.Job;
import dev.lamarck.workloads.world.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a sweep's file says. The jobs are all combinations of its lists.
 *
 * @param settings          each a set of configuration keys on top of a machine
 * @param policies          each a set of policies by name or Kernel Java file; an empty one is the kernel without evolution
 * @param source            edited kernel sources, or null
 * @param budget            cycles that policies may spend, 0 for the kernel's default
 * @param instructionBudget of every world
 */
record SweepFile(List<String> machines, List<Map<String, String>> settings, List<Load> loads, List<List<String>> policies, SeedRange seeds, Mode mode,
        Path source, long budget, long instructionBudget) {

    private static final Set<String> KEYS = Set.of("machines", "settings", "loads", "policies", "seeds", "mode", "source", "budget", "timeout-instructions");

    static SweepFile read(Path file) {
        return new Reader(file, parse(file)).read();
    }

    private static JsonNode parse(Path file) {
        try {
            return new YAMLMapper().readTree(Files.readAllBytes(file));
        } catch (JsonProcessingException e) {
            JsonLocation place = e.getLocation();
            throw new BadInput(file + (place == null ? "" : ":" + place.getLineNr()) + ": is not YAML: " + e.getOriginalMessage().lines().findFirst().orElse(""),
                    "see docs/sweeps.md");
        } catch (IOException e) {
            throw new BadInput(file + ": cannot be read", "name a file as docs/sweeps.md describes it");
        }
    }

    /** Reads a file's tree; what is wrong is named by its key. */
    private record Reader(Path file, JsonNode tree) {
        SweepFile read() {
            if (tree == null || !tree.isObject()) {
                throw new BadInput(file + ": holds no keys", "see docs/sweeps.md");
            }
            Set<String> unknown = new TreeSet<>();
            tree.fieldNames().forEachRemaining(unknown::add);
            unknown.removeAll(KEYS);
            if (!unknown.isEmpty()) {
                throw wrong(unknown.iterator().next(), "is no key of a sweep", "there are " + KEYS.stream().sorted().collect(Collectors.joining(", ")));
            }
            List<Load> loads = each("loads", this::load);
            if (loads.isEmpty()) {
                throw wrong("loads", "is empty", "name at least one (see `lamarck list loads`)");
            }
            return new SweepFile(orElse(each("machines", this::word), "ultrasparc-1"), orElse(each("settings", this::settings), Map.of()), loads,
                    orElse(each("policies", this::policySet), List.of()), seeds(), mode(), source(), number("budget", 0),
                    number("timeout-instructions", Job.UNLIMITED));
        }

        private static <T> List<T> orElse(List<T> given, T otherwise) {
            return given.isEmpty() ? List.of(otherwise) : given;
        }

        private <T> List<T> each(String key, Function<Element, T> read) {
            JsonNode list = tree.path(key);
            if (!list.isMissingNode() && !list.isArray()) {
                throw wrong(key, "is no list", "write " + key + ": [...]");
            }
            List<T> elements = new ArrayList<>();
            for (int i = 0; i < list.size(); i++) {
                elements.add(read.apply(new Element(key + "[" + i + "]", list.get(i))));
            }
            return elements;
        }

        private String word(Element element) {
            if (!element.node.isValueNode() || element.node.isNull()) {
                throw wrong(element.key, "is not a word", "see docs/sweeps.md");
            }
            return element.node.asText();
        }

        private Map<String, String> settings(Element element) {
            if (!element.node.isObject()) {
                throw wrong(element.key, "is no set of keys", "write {icache.bytes: 8192}, or {} for none");
            }
            Map<String, String> settings = new TreeMap<>();
            element.node.properties().forEach(entry -> settings.put(entry.getKey(), word(new Element(element.key + "." + entry.getKey(), entry.getValue()))));
            return settings;
        }

        /** A load by name, or one made here of a program of the boot disk. */
        private Load load(Element element) {
            if (element.node.isObject()) {
                String name = word(new Element(element.key + ".name", element.node.path("name")));
                String command = word(new Element(element.key + ".run", element.node.path("run")));
                return new Load(name, List.of(command.trim().split("\\s+")), command);
            }
            return Loads.named(word(element)).orElseThrow(() -> wrong(element.key, "is no load", "there are "
                    + Loads.all().stream().map(Load::name).collect(Collectors.joining(", ")) + "; or write {name: NAME, run: \"PROGRAM ARGUMENTS\"}"));
        }

        private List<String> policySet(Element element) {
            if (!element.node.isArray()) {
                throw wrong(element.key, "is no list of policies", "write [signal-cache, Mine.java], or [] for none");
            }
            List<String> policies = new ArrayList<>();
            element.node.forEach(policy -> policies.add(word(new Element(element.key, policy))));
            return policies;
        }

        private SeedRange seeds() {
            try {
                return SeedRange.parse(tree.path("seeds").asText("1"));
            } catch (IllegalArgumentException e) {
                throw wrong("seeds", e.getMessage(), "write seeds: 1..20");
            }
        }

        private Mode mode() {
            String word = tree.path("mode").asText(Mode.TIMING.label());
            return Stream.of(Mode.values()).filter(mode -> mode.label().equals(word)).findFirst()
                    .orElseThrow(() -> wrong("mode", "is neither functional nor timing", "leave it out for timing"));
        }

        private Path source() {
            JsonNode folder = tree.path("source");
            return folder.isMissingNode() ? null : file.toAbsolutePath().resolveSibling(folder.asText());
        }

        private long number(String key, long otherwise) {
            JsonNode number = tree.path(key);
            if (!number.isMissingNode() && !(number.isIntegralNumber() && number.asLong() > 0)) {
                throw wrong(key, "is no positive number", "leave it out for the default");
            }
            return number.asLong(otherwise);
        }

        private BadInput wrong(String key, String what, String remedy) {
            return new BadInput(file + ": " + key + " " + what, remedy);
        }
    }

    /** An element of a list, and how it is named in messages. */
    private record Element(String key, JsonNode node) {}
}
