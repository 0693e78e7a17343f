package dev.lamarck.workloads.codegen;

import dev.lamarck.toolchain.CompilationException;
import dev.lamarck.toolchain.Request;
import dev.lamarck.toolchain.link.ElfFile;
import dev.lamarck.toolchain.link.ElfFormatException;
import dev.lamarck.toolchain.link.ElfSymbol;
import dev.lamarck.workloads.codegen.program.Pairs;
import dev.lamarck.workloads.disk.DiskImage;
import dev.lamarck.workloads.image.CrossGcc;
import dev.lamarck.workloads.image.Images;
import dev.lamarck.workloads.image.Programs;
import dev.lamarck.workloads.world.BootArguments;
import dev.lamarck.workloads.world.Content;
import dev.lamarck.workloads.world.Job;
import dev.lamarck.workloads.world.Outcome;
import dev.lamarck.workloads.world.Result;
import dev.lamarck.workloads.world.Terminal;
import dev.lamarck.workloads.world.World;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** Runs the pairs. */
public final class CodegenStudy {
    private static final String NAME = "pairs";
    private static final List<String> FUNCTIONS = List.of("numbers_checksum", "numbers_copy", "texts_hash", "structures_walk", "numbers_search", "numbers_sort",
            "texts_compare", "texts_split", "numbers_bits", "texts_interpret", "numbers_multiply_chain", "numbers_recursion", "structures_rotate", "numbers_scan",
            "numbers_multiply", "numbers_crc", "texts_parse", "structures_insert", "structures_put", "numbers_deliverable");

    private final Job machine;
    private final Images images;

    /** @param machine and kernel to run on */
    public CodegenStudy(Job machine, Images images) {
        this.machine = machine;
        this.images = images;
    }

    /**
     * One function: instructions of a call and I-cache lines touched, as our compiler makes it, as it makes it without checks, and as gcc does.
     */
    public record Row(String function, long checked, int checkedLines, long unchecked, int uncheckedLines, long gcc, int gccLines) {
        public double checkedRatio() {
            return (double) checked / gcc;
        }

        public double uncheckedRatio() {
            return (double) unchecked / gcc;
        }

        public double linesRatio() {
            return (double) checkedLines / gccLines;
        }
    }

    /** Of all rows, none outweighing the others. */
    public static double geometricMean(List<Row> rows, ToDoubleFunction<Row> ratio) {
        return Math.exp(rows.stream().mapToDouble(row -> Math.log(ratio.applyAsDouble(row))).average().orElseThrow());
    }

    /** A row a function, in a fixed order; empty without the cross compiler. */
    public Optional<List<Row>> run() throws CompilationException {
        Optional<Content> inC = CrossGcc.compile(NAME, source());
        if (inC.isEmpty()) {
            return Optional.empty();
        }
        Request request = Images.programRequest(Pairs.class);
        Run checked = run(images.image(request, NAME));
        Run unchecked = run(images.image(request.unchecked(), NAME + " without checks"));
        Run gcc = run(inC.get());
        requireEqual(checked.output, gcc.output);
        requireEqual(checked.output, unchecked.output);
        List<Row> rows = new ArrayList<>();
        for (String function : FUNCTIONS) {
            PairCosts.Cost ours = checked.costs.of(function);
            PairCosts.Cost bare = unchecked.costs.of(function);
            PairCosts.Cost theirs = gcc.costs.of(function);
            rows.add(new Row(function, ours.instructions(), ours.lines(), bare.instructions(), bare.lines(), theirs.instructions(), theirs.lines()));
        }
        return Optional.of(rows);
    }

    private static String source() {
        try (InputStream in = CodegenStudy.class.getResourceAsStream("pairs.c")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a program printed, and what its functions cost. */
    private record Run(String output, PairCosts costs) {}

    private Run run(Content program) throws CompilationException {
        Content disk = new Programs(images).install(new DiskImage().file("/bin/" + NAME, program.bytes(), true)).content();
        World world = new World(machine.running(NAME, disk, BootArguments.starting("/bin/" + NAME, List.of(NAME), List.of()), List.of()),
                Terminal.scripted(Content.EMPTY));
        PairCosts costs = new PairCosts(world.machine(), symbols(program), FUNCTIONS);
        Result result = world.run();
        if (result.outcome() != Outcome.EXITED) {
            throw new IllegalStateException(NAME + " did not end well: " + result.outcome() + " " + result.detail());
        }
        return new Run(new String(result.history().console().bytes(), StandardCharsets.UTF_8), costs);
    }

    private static List<ElfSymbol> symbols(Content program) {
        try {
            return ElfFile.parse(program.bytes()).symbols();
        } catch (ElfFormatException e) {
            throw new AssertionError("a compiler's own file", e);
        }
    }

    private static void requireEqual(String ours, String other) {
        if (!ours.equals(other)) {
            throw new IllegalStateException("the programs compute different things:\n" + ours + "and\n" + other);
        }
    }
}
