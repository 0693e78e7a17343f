package dev.lamarck.lab.result;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lamarck.lab.BadInput;
import dev.lamarck.toolchain.link.ElfFormatException;
import dev.lamarck.toolchain.link.Image;
import dev.lamarck.workloads.world.Content;
import dev.lamarck.workloads.world.Job;
import dev.lamarck.workloads.world.LedgerChange;
import dev.lamarck.workloads.world.Result;
import dev.lamarck.workloads.world.TextComparison;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A directory that holds a run: its result, and every byte that is needed to run it again. No file in it depends on the host
 * but for the {@code host…} fields.
 */
public final class RunDirectory {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private static final String DATA_DISK = "disk.ufs";

    private final Path folder;

    public RunDirectory(Path folder) {
        this.folder = folder;
    }

    /** Writes result, events, and the job's images. */
    public void write(Result result) {
        Job job = result.job();
        write("result.json", ResultJson.write(result));
        write("result.csv", ResultCsv.write(result));
        write("events.ndjson", result.history().events().stream().map(event -> "{\"event\":\"" + event.name() + "\",\"cycle\":" + event.cycle()
                + ",\"instructions\":" + event.instructions() + "}\n").collect(Collectors.joining()));
        write("ledger.ndjson", result.history().ledger().stream().map(RunDirectory::line).collect(Collectors.joining()));
        write("comparisons.ndjson", result.history().comparisons().stream().map(RunDirectory::line).collect(Collectors.joining()));
        write("console.txt", result.history().console().bytes());
        write("kernel.elf", job.kernel().bytes());
        write("disk.tar", job.disk().bytes());
        if (job.dataDisk().bytes().length > 0) {
            write(DATA_DISK, job.dataDisk().bytes());
        }
        write("input.bin", job.input().bytes());
    }

    public void write(String name, String text) {
        write(name, text.getBytes(StandardCharsets.UTF_8));
    }

    private void write(String name, byte[] bytes) {
        try {
            Files.createDirectories(folder);
            Files.write(folder.resolve(name), bytes);
        } catch (IOException e) {
            throw BadInput.unwritable("--out " + folder.resolve(name), e);
        }
    }

    /** The job that gave the run. Refused when its parts are not those it ran with. */
    public Job job() {
        return JobJson.read(readResult().path("job"), content("kernel.elf"), content("disk.tar"), dataDisk(),
                content("input.bin")).orElseThrow(
                () -> new BadInput("--in " + folder + ": its files are not those of the run in result.json", "make the run again with --out"));
    }

    /** Only a run that had one keeps it. */
    private Content dataDisk() {
        return Files.exists(folder.resolve(DATA_DISK)) ? content(DATA_DISK) : Content.EMPTY;
    }

    /** Whether the result is of one world and not of an experiment's many. */
    public boolean isOfOneWorld() {
        JsonNode result = readResult();
        return result.path("measures").isEmpty() && result.path("variants").size() == 1;
    }

    /** How the recorded run ended. */
    public String stateHash() {
        return readResult().path("stateHash").asText();
    }

    /** The changes of code of the run. */
    public List<LedgerChange> ledger() {
        return lines("ledger.ndjson", LedgerChange.class);
    }

    /** What was left of them whenever the kernel was asked. */
    public List<TextComparison> comparisons() {
        return lines("comparisons.ndjson", TextComparison.class);
    }

    private <T> List<T> lines(String file, Class<T> type) {
        List<T> read = new ArrayList<>();
        try {
            for (String line : new String(content(file).bytes(), StandardCharsets.UTF_8).lines().toList()) {
                read.add(MAPPER.readValue(line, type));
            }
        } catch (JsonProcessingException e) {
            throw new BadInput("--in " + folder + ": " + file + " is damaged", "make the run again with --out");
        }
        return read;
    }

    private static String line(Record record) {
        try {
            return MAPPER.writeValueAsString(record) + "\n";
        } catch (JsonProcessingException impossible) {
            throw new AssertionError("a record of numbers and words can be written", impossible);
        }
    }

    /** The kernel that ran. */
    public Image kernel() {
        try {
            return Image.read(content("kernel.elf").bytes());
        } catch (ElfFormatException e) {
            throw new BadInput("--in " + folder + ": kernel.elf: " + e.getMessage(), "make the run again with --out");
        }
    }

    private JsonNode readResult() {
        try {
            JsonNode result = MAPPER.readTree(content("result.json").bytes());
            if (!result.path("schema").asText().equals(ResultJson.SCHEMA)) {
                throw new BadInput("--in " + folder + ": result.json is not " + ResultJson.SCHEMA, "name a folder that --out wrote");
            }
            return result;
        } catch (IOException e) {
            throw new BadInput("--in " + folder + ": result.json is damaged", "make the run again with --out");
        }
    }

    private Content content(String name) {
        try {
            return Content.of(Files.readAllBytes(folder.resolve(name)));
        } catch (IOException e) {
            throw new BadInput("--in " + folder + ": no " + name + " there", "name a folder that --out wrote");
        }
    }
}
