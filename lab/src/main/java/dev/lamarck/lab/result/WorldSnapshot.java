package dev.lamarck.lab.result;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lamarck.hardware.snapshot.SnapshotFile;
import dev.lamarck.hardware.snapshot.SnapshotFormatException;
import dev.lamarck.lab.BadInput;
import dev.lamarck.workloads.world.Content;
import dev.lamarck.workloads.world.Job;
import dev.lamarck.workloads.world.World;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A moment of a world in a file, with everything that is needed to go on from it.
 *
 * @param taken  how many bytes of the job's input the guest had taken
 * @param state  the machine's, whose hash is {@code stateHash}
 */
public record WorldSnapshot(Job job, int taken, long cycle, byte[] state, String stateHash) {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String JOB = "job";
    private static final String KERNEL = "kernel";
    private static final String DISK = "disk";
    private static final String DATA_DISK = "dataDisk";
    private static final String INPUT = "input";
    private static final String STATE = "state";
    private static final String REMEDY = "make it again with lamarck snapshot";

    /** The world as it is now. */
    public static WorldSnapshot of(World world) {
        return new WorldSnapshot(world.job(), world.inputTaken().bytes().length, world.machine().cycles(), world.machine().snapshot(),
                world.machine().stateHash());
    }

    /** Throws {@link BadInput} if there is no room. */
    public void write(Path file) {
        ObjectNode moment = MAPPER.createObjectNode();
        moment.set("job", JobJson.write(job));
        moment.put("taken", taken).put("cycle", cycle).put("stateHash", stateHash);
        Map<String, byte[]> parts = new LinkedHashMap<>();
        try {
            parts.put(JOB, MAPPER.writeValueAsBytes(moment));
            parts.put(KERNEL, job.kernel().bytes());
            parts.put(DISK, job.disk().bytes());
            parts.put(DATA_DISK, job.dataDisk().bytes());
            parts.put(INPUT, job.input().bytes());
            parts.put(STATE, state);
            SnapshotFile.write(file, parts);
        } catch (IOException e) {
            throw BadInput.unwritable("the snapshot " + file, e);
        }
    }

    /** Throws {@link BadInput}, with the reason, if the file is not a snapshot that this version can go on from. */
    public static WorldSnapshot read(Path file) {
        try {
            Map<String, byte[]> parts = SnapshotFile.read(file);
            if (!parts.keySet().containsAll(List.of(JOB, KERNEL, DISK, DATA_DISK, INPUT, STATE))) {
                throw new BadInput(file + " is no snapshot of a world: it has only " + parts.keySet(), REMEDY);
            }
            JsonNode moment = MAPPER.readTree(parts.get(JOB));
            Job job = JobJson.read(moment.path("job"), Content.of(parts.get(KERNEL)), Content.of(parts.get(DISK)),
                            Content.of(parts.get(DATA_DISK)), Content.of(parts.get(INPUT)))
                    .orElseThrow(() -> new BadInput(file + ": its parts are not those of one job", REMEDY));
            return new WorldSnapshot(job, moment.path("taken").asInt(), moment.path("cycle").asLong(), parts.get(STATE),
                    moment.path("stateHash").asText());
        } catch (SnapshotFormatException e) {
            throw new BadInput(file + " " + e.getMessage(), REMEDY);
        } catch (NoSuchFileException e) {
            throw new BadInput(file + ": no such file", "name a file that lamarck snapshot wrote");
        } catch (IOException e) {
            throw new BadInput("cannot read the snapshot " + file + ": " + e.getMessage(), "name a file that lamarck snapshot wrote");
        }
    }

    /** What the guest has taken of its input, and what it has not. */
    public Content inputTaken() {
        return Content.of(Arrays.copyOf(job.input().bytes(), taken));
    }

    public Content inputLeft() {
        return Content.of(Arrays.copyOfRange(job.input().bytes(), taken, job.input().bytes().length));
    }

    /** Puts a world of this job into the moment. Throws {@link BadInput} if it does not arrive there: its states are laid out otherwise. */
    public void restoreTo(World world) {
        try {
            world.machine().restore(state);
        } catch (RuntimeException foreign) {
            throw foreign(foreign.getMessage());
        }
        if (!world.machine().stateHash().equals(stateHash)) {
            throw foreign("the restored state has another hash");
        }
    }

    private BadInput foreign(String why) {
        return new BadInput("the snapshot was made by lamarck " + job.version() + ", whose machine keeps its state in another way (" + why + ")", REMEDY);
    }
}
