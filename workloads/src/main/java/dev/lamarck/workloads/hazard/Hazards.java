package dev.lamarck.workloads.hazard;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.lamarck.hardware.machine.ConfigurationKey;
import dev.lamarck.toolchain.CompilationException;
import dev.lamarck.workloads.disk.DiskImage;
import dev.lamarck.workloads.hazard.guest.Scene;
import dev.lamarck.workloads.hazard.program.Play;
import dev.lamarck.workloads.image.Kernels;
import dev.lamarck.workloads.world.BootArguments;
import dev.lamarck.workloads.world.Content;
import dev.lamarck.workloads.world.Job;
import dev.lamarck.workloads.world.Mode;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** All ways of splicing at all words of the subject, each under all schedules. */
public final class Hazards {
    /** The least that there is: nothing here needs more, and every schedule begins by going back to the same memory. */
    private static final String RAM_BYTES = "16777216";

    private final Job job;
    private final Theatre theatre;
    private List<Matrix> matrices = List.of();

    public Hazards(Job job) {
        this.job = job;
        theatre = new Theatre(job);
    }

    /** A job that boots the scene's kernel, like another job otherwise. */
    public static Job job(Job like, Kernels kernels) {
        try {
            DiskImage disk = new DiskImage().folder("/tmp").folder(BootArguments.WORKING_DIRECTORY).folder("/dev")
                    .file("/bin/play", kernels.program(Play.class).bytes(), true);
            return new Job("splice-hazards", like.version(), kernels.with(Scene.class.getPackage()), disk.content(),
                    like.machine().with(ConfigurationKey.MODE, Mode.FUNCTIONAL.label()).with(ConfigurationKey.RAM_BYTES, RAM_BYTES), like.seed(), 1,
                    like.instructionBudget(), BootArguments.starting("/bin/play", List.of("play", "0", "0"), List.of()), List.of(), Content.EMPTY);
        } catch (CompilationException e) {
            throw new AssertionError("the scene that comes with Lamarck does not compile", e);
        }
    }

    public Job job() {
        return job;
    }

    /** Plays everything, on all processors of the host. */
    public void playAll(Consumer<String> progress) {
        int words = theatre.words();
        matrices = IntStream.range(0, Way.values().length * words).parallel()
                .mapToObj(i -> play(Way.values()[i / words], i % words, progress)).filter(Objects::nonNull).toList();
    }

    /** Null where the way cannot be used. */
    private Matrix play(Way way, int word, Consumer<String> progress) {
        Stage stage = new Stage(theatre, way, word);
        if (!stage.isPlayed()) {
            return null;
        }
        Matrix matrix = new Matrix(theatre, stage);
        progress.accept("%s at word %d: %d of %d schedules fail".formatted(way.label, word, matrix.failures(), matrix.schedules()));
        return matrix;
    }

    public long schedules(Way way) {
        return matrices.stream().filter(matrix -> matrix.stage.way == way).mapToLong(Matrix::schedules).sum();
    }

    public long failures(Way way) {
        return matrices.stream().filter(matrix -> matrix.stage.way == way).mapToLong(Matrix::failures).sum();
    }

    /** Whether each word is either one where the splicer makes its splice or a delay slot, and none is both. */
    public boolean isSpliceableExceptInSlots() {
        return IntStream.range(0, theatre.words()).allMatch(word -> isPlayed(Way.SINGLE, word) != isPlayed(Way.DELAY_SLOT, word));
    }

    private boolean isPlayed(Way way, int word) {
        return matrices.stream().anyMatch(matrix -> matrix.stage.way == way && matrix.stage.word == word);
    }

    public long bootInstructions() {
        return theatre.bootInstructions;
    }

    /** Of all fates: equal in every repetition. */
    public String hash() {
        StringBuilder all = new StringBuilder();
        matrices.forEach(matrix -> all.append(matrix.stage.way).append(matrix.stage.word).append(matrix.signs()).append('\n'));
        return Content.sha256(all.toString().getBytes(US_ASCII));
    }

    public String story() {
        return Story.of(theatre, matrices);
    }

    /** One schedule, told; empty if there is no such schedule. */
    public Optional<List<String>> replay(Schedule schedule) {
        if (schedule.word() >= theatre.words()) {
            return Optional.empty();
        }
        Stage stage = new Stage(theatre, schedule.way(), schedule.word());
        if (!stage.isPlayed() || schedule.position() >= stage.positions.size() || schedule.step() >= stage.steps.size()) {
            return Optional.empty();
        }
        return Optional.of(new Replay(theatre, stage, schedule.position(), schedule.step()).lines());
    }
}
