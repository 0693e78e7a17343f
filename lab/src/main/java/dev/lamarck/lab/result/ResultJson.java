package dev.lamarck.lab.result;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lamarck.workloads.world.Histogram;
import dev.lamarck.workloads.world.Measure;
import dev.lamarck.workloads.world.Result;
import dev.lamarck.workloads.world.Series;
import dev.lamarck.workloads.world.Variant;
import java.util.List;

/** Writes a {@link Result} as {@code lamarck.result/1}. */
public final class ResultJson {
    public static final String SCHEMA = "lamarck.result/1";

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private ResultJson() {
    }

    /** The document as text, lines ending in {@code \n} on every host. */
    public static String write(Result result) {
        return text(tree(result));
    }

    /** Several, as an array. */
    public static String write(List<Result> results) {
        ArrayNode array = MAPPER.createArrayNode();
        results.forEach(result -> array.add(tree(result)));
        return text(array);
    }

    private static String text(JsonNode document) {
        DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
        try {
            return MAPPER.writer(new DefaultPrettyPrinter().withObjectIndenter(indenter)).writeValueAsString(document) + "\n";
        } catch (JsonProcessingException impossible) {
            throw new AssertionError("a tree of plain nodes can be written", impossible);
        }
    }

    static ObjectNode tree(Result result) {
        ObjectNode root = MAPPER.createObjectNode();
        root.put("schema", SCHEMA);
        root.set("job", JobJson.write(result.job()));
        root.put("outcome", result.outcome().label());
        root.put("exitStatus", result.exitStatus());
        root.put("instructions", result.instructions());
        root.put("cycles", result.cycles());
        root.put("stateHash", result.stateHash());
        ArrayNode variants = root.putArray("variants");
        result.variants().forEach(variant -> variants.add(variant(variant)));
        ObjectNode measures = root.putObject("measures");
        result.measures().forEach((id, measure) -> measures.set(id, measure(measure)));
        series(root.putArray("series"), result.series());
        histograms(root.putArray("histograms"), result.histograms());
        root.set("footprint", MAPPER.valueToTree(result.footprint()));
        ArrayNode claims = root.putArray("claims");
        result.claims().forEach(claim -> claims.addObject().put("statement", claim.statement()).put("holds", claim.holds()));
        root.put("hostSeconds", result.hostSeconds());
        return root;
    }

    private static ObjectNode variant(Variant variant) {
        ObjectNode node = MAPPER.createObjectNode();
        node.put("name", variant.name());
        node.put("instructions", variant.instructions());
        node.put("cycles", variant.cycles());
        node.put("issueCycles", variant.issueCycles());
        node.put("icacheStallCycles", variant.icacheStallCycles());
        node.put("dataStallCycles", variant.dataStallCycles());
        node.put("mispredictStallCycles", variant.mispredictStallCycles());
        node.put("tlbTrapCycles", variant.tlbTrapCycles());
        node.set("counters", MAPPER.valueToTree(variant.counters()));
        return node;
    }

    private static ObjectNode measure(Measure measure) {
        ObjectNode node = MAPPER.createObjectNode();
        node.put("value", measure.value());
        node.put("unit", measure.unit());
        node.put("better", measure.better().label());
        node.set("samples", MAPPER.valueToTree(measure.samples()));
        node.set("published", MAPPER.valueToTree(measure.published()));
        return node;
    }

    private static void series(ArrayNode array, List<Series> all) {
        for (Series series : all) {
            ObjectNode node = array.addObject();
            node.put("name", series.name()).put("xUnit", series.xUnit()).put("yUnit", series.yUnit());
            ArrayNode points = node.putArray("points");
            series.points().forEach(point -> points.addArray().add(point.x()).add(point.y()));
        }
    }

    private static void histograms(ArrayNode array, List<Histogram> all) {
        for (Histogram histogram : all) {
            ObjectNode node = array.addObject();
            node.put("name", histogram.name()).put("unit", histogram.unit());
            ArrayNode buckets = node.putArray("buckets");
            histogram.buckets().forEach(b -> buckets.addArray().add(b.low()).add(b.high()).add(b.count()));
        }
    }
}
