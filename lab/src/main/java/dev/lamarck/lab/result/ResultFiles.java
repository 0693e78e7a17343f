package dev.lamarck.lab.result;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lamarck.lab.BadInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads files of results: one result, an array of them, or a directory that {@code --out} wrote. */
public final class ResultFiles {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private ResultFiles() {
    }

    /** The results in a file, at least one. */
    public static List<RecordedResult> read(Path path) {
        Path file = Files.isDirectory(path) ? path.resolve("result.json") : path;
        JsonNode document = parse(file);
        if (!document.isArray()) {
            return List.of(new ResultReader(file.toString(), "").read(document));
        }
        List<RecordedResult> results = new ArrayList<>();
        for (int i = 0; i < document.size(); i++) {
            results.add(new ResultReader(file.toString(), "[" + i + "]").read(document.get(i)));
        }
        if (results.isEmpty()) {
            throw new BadInput(file + ": holds no result", "name a file that --json wrote");
        }
        return results;
    }

    private static JsonNode parse(Path file) {
        try {
            JsonNode document = MAPPER.readTree(Files.readAllBytes(file));
            if (document == null || document.isMissingNode()) {
                throw new BadInput(file + ": is empty", "name a file that --json wrote");
            }
            return document;
        } catch (JsonProcessingException e) {
            String place = e.getLocation() == null ? "" : " (line " + e.getLocation().getLineNr() + ", column " + e.getLocation().getColumnNr() + ")";
            throw new BadInput(file + place + ": is not JSON: " + e.getOriginalMessage().lines().findFirst().orElse(""),
                    "name a file that --json wrote");
        } catch (IOException e) {
            throw new BadInput(file + ": cannot be read", "name a file that --json wrote, or a folder that --out wrote");
        }
    }
}
