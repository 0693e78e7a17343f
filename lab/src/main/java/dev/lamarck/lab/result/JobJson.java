package dev.lamarck.lab.result;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lamarck.hardware.machine.MachineConfiguration;
import dev.lamarck.workloads.world.Content;
import dev.lamarck.workloads.world.Job;
import dev.lamarck.workloads.world.Job.Message;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** A job as JSON, its large parts by their hashes. */
final class JobJson {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private JobJson() {
    }

    static ObjectNode write(Job job) {
        ObjectNode node = MAPPER.createObjectNode();
        node.put("key", job.key());
        for (Map.Entry<String, Object> input : job.inputs().entrySet()) {
            node.set(input.getKey(), MAPPER.valueToTree(input.getValue()));
        }
        return node;
    }

    /** The job with these large parts; nothing if they are not those it was written with. */
    static Optional<Job> read(JsonNode node, Content kernel, Content disk, Content dataDisk, Content input) {
        MachineConfiguration machine = MachineConfiguration.named(node.path("machine").asText());
        for (Map.Entry<String, JsonNode> setting : node.path("settings").properties()) {
            machine = machine.with(setting.getKey(), setting.getValue().asText());
        }
        List<Message> messages = messages(node.path("messages"));
        Job job = new Job(node.path("load").asText(), node.path("version").asText(), kernel, disk, dataDisk,
                machine, node.path("seed").asLong(), node.path("seeds").asInt(), node.path("instructionBudget").asLong(),
                strings(node.path("boot")), messages, input, messages(node.path("typed")), node.path("schedule").asText(""));
        return Optional.of(job).filter(read -> read.key().equals(node.path("key").asText()));
    }

    private static List<String> strings(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).collect(Collectors.toCollection(ArrayList::new));
    }

    private static List<Message> messages(JsonNode array) {
        return strings(array).stream().map(JobJson::message).toList();
    }

    private static Message message(String text) {
        int colon = text.indexOf(':');
        return new Message(Long.parseLong(text.substring(0, colon)), Content.of(HexFormat.of().parseHex(text.substring(colon + 1))));
    }
}
