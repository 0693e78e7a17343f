package dev.lamarck.lab.result;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lamarck.lab.BadInput;
import dev.lamarck.lab.result.RecordedResult.Setup;
import dev.lamarck.workloads.world.Measure;
import dev.lamarck.workloads.world.Measure.Better;
import dev.lamarck.workloads.world.Measure.Published;
import dev.lamarck.workloads.world.Result.Claim;
import dev.lamarck.workloads.world.Variant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Turns a {@code lamarck.result/1} document into a {@link RecordedResult}. Tolerant of what it does not know and of what may be
 * left out; what is there but has the wrong form is bad input, named by its path in the document.
 */
final class ResultReader {
    private final String file;
    private final String root;

    ResultReader(String file, String root) {
        this.file = file;
        this.root = root;
    }

    RecordedResult read(JsonNode document) {
        if (!document.path("schema").asText().equals(ResultJson.SCHEMA)) {
            throw wrong("schema", "is not \"" + ResultJson.SCHEMA + "\"");
        }
        JsonNode job = object(document, "job", "job");
        long seeds = job.has("seeds") ? number(job.get("seeds"), "job.seeds").longValue() : 1;
        if (seeds < 1 || seeds > Integer.MAX_VALUE) {
            throw wrong("job.seeds", "is not the number of seeds");
        }
        Setup setup = new Setup(text(job, "load", "job.load"), job.path("machine").asText(), job.path("mode").asText(),
                job.path("layout").asText(), settings(job));
        return new RecordedResult(file, setup, number(job.path("seed"), "job.seed").longValue(), (int) seeds,
                job.path("version").asText(), job.path("key").asText(), outcome(document),
                document.path("stateHash").asText(), measures(document), variants(document), claims(document));
    }

    private static Map<String, String> settings(JsonNode job) {
        Map<String, String> settings = new TreeMap<>();
        job.path("settings").properties().forEach(setting -> settings.put(setting.getKey(), setting.getValue().asText()));
        return settings;
    }

    private String outcome(JsonNode document) {
        String outcome = text(document, "outcome", "outcome");
        return document.path("exitStatus").isNumber() ? outcome + " " + document.get("exitStatus").asInt() : outcome;
    }

    private Map<String, Measure> measures(JsonNode document) {
        Map<String, Measure> measures = new LinkedHashMap<>();
        document.path("measures").properties().forEach(entry ->
                measures.put(entry.getKey(), measure(entry.getValue(), "measures." + entry.getKey())));
        return measures;
    }

    private Measure measure(JsonNode node, String path) {
        List<Double> samples = new ArrayList<>();
        for (JsonNode sample : node.path("samples")) {
            samples.add(number(sample, path + ".samples[" + samples.size() + "]").doubleValue());
        }
        return new Measure(number(node.path("value"), path + ".value").doubleValue(), node.path("unit").asText(),
                better(node, path), samples, published(node.path("published"), path + ".published"));
    }

    private Better better(JsonNode node, String path) {
        if (!node.has("better")) {
            return Better.NONE;
        }
        String word = node.get("better").asText();
        for (Better better : Better.values()) {
            if (better.label().equals(word)) {
                return better;
            }
        }
        throw wrong(path + ".better", "is none of lower, higher, none");
    }

    private Published published(JsonNode node, String path) {
        if (!node.isObject()) {
            return null;
        }
        return new Published(number(node.path("value"), path + ".value").doubleValue(), node.path("unit").asText(),
                node.path("low").isNumber() ? node.get("low").asDouble() : null,
                node.path("high").isNumber() ? node.get("high").asDouble() : null,
                node.path("source").asText(), node.path("platform").asText());
    }

    private List<Variant> variants(JsonNode document) {
        List<Variant> variants = new ArrayList<>();
        for (JsonNode node : document.path("variants")) {
            Map<String, Long> counters = new TreeMap<>();
            node.path("counters").properties().forEach(counter -> counters.put(counter.getKey(), counter.getValue().asLong()));
            variants.add(new Variant(text(node, "name", "variants[" + variants.size() + "].name"), node.path("instructions").asLong(),
                    node.path("cycles").asLong(), node.path("issueCycles").asLong(), node.path("icacheStallCycles").asLong(),
                    node.path("dataStallCycles").asLong(), node.path("mispredictStallCycles").asLong(),
                    node.path("tlbTrapCycles").asLong(), counters));
        }
        return variants;
    }

    private List<Claim> claims(JsonNode document) {
        List<Claim> claims = new ArrayList<>();
        for (JsonNode node : document.path("claims")) {
            claims.add(new Claim(text(node, "statement", "claims[" + claims.size() + "].statement"), node.path("holds").asBoolean()));
        }
        return claims;
    }

    private JsonNode object(JsonNode node, String key, String path) {
        if (!node.path(key).isObject()) {
            throw wrong(path, "is not there");
        }
        return node.get(key);
    }

    private String text(JsonNode node, String key, String path) {
        if (!node.path(key).isTextual()) {
            throw wrong(path, node.has(key) ? "is not a word" : "is not there");
        }
        return node.get(key).asText();
    }

    private Number number(JsonNode node, String path) {
        if (!node.isNumber()) {
            throw wrong(path, node.isMissingNode() ? "is not there" : "is not a number");
        }
        return node.numberValue();
    }

    private BadInput wrong(String path, String what) {
        return new BadInput(String.format(Locale.ROOT, "%s: %s %s", file, root.isEmpty() ? path : root + "." + path, what),
                "name a file that --json wrote; its form is in docs/results.md");
    }
}
