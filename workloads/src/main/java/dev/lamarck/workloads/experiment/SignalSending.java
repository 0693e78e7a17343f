package dev.lamarck.workloads.experiment;

import static dev.lamarck.workloads.world.Measure.Better.HIGHER;
import static dev.lamarck.workloads.world.Measure.Better.LOWER;
import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.lamarck.hardware.machine.ConfigurationKey;
import dev.lamarck.toolchain.CompilationException;
import dev.lamarck.toolchain.residual.Specializer;
import dev.lamarck.workloads.disk.DiskImage;
import dev.lamarck.workloads.evolution.CodeText;
import dev.lamarck.workloads.evolution.KernelSpecializer;
import dev.lamarck.workloads.world.Content;
import dev.lamarck.workloads.world.Job;
import dev.lamarck.workloads.world.Measure;
import dev.lamarck.workloads.world.Measure.Published;
import dev.lamarck.workloads.world.Outcome;
import dev.lamarck.workloads.world.Result;
import dev.lamarck.workloads.world.Result.Claim;
import dev.lamarck.workloads.world.Result.CodeListing;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * What it costs a process to send itself a signal, among so many others, and what is left of that when {@code kill_proc} is exchanged. A
 * run is the paper's: one process, a number of signals, the time of all divided by it; so the user's loop, the trap, the handler and the
 * return from it are in the figure. Each run is a sample.
 */
public final class SignalSending implements Experiment {
    private static final int SIGUSR1 = 30;
    /** The paper's machine: one user with X11 and some terminals. */
    private static final int MANY = 62;
    /** In single-user mode: the first process, one that waits, and the sender. */
    private static final int FEW = 3;
    /** What specialization is held against. */
    private static final Map<String, SignalVariant> RATIOS = new TreeMap<>(Map.of("ratio", SignalVariant.GENERIC,
            "ratioOverCached", SignalVariant.CACHED, "ratioOverInlined", SignalVariant.INLINED_ONLY));
    private static final String IDLE = "guardInstructionsWhenIdle";
    private static final String AGAINST_C = "genericVsGccInstructions";
    private static final String PLATFORM = "Linux 2.0, 100 MHz Pentium";

    private final String name;
    private final String question;
    private final String table;
    private final int processes;
    private final int signal;
    private final double publishedGeneric;
    private final double publishedSpecialized;

    private SignalSending(String name, String question, String table, int processes, int signal, double publishedGeneric,
            double publishedSpecialized) {
        this.name = name;
        this.question = question;
        this.table = table;
        this.processes = processes;
        this.signal = signal;
        this.publishedGeneric = publishedGeneric;
        this.publishedSpecialized = publishedSpecialized;
    }

    public static SignalSending latency() {
        return new SignalSending("signal-latency", "What does a signal to oneself cost among 62 processes, and what does specialization save?",
                "table 3", MANY, SIGUSR1, 44.1, 15.3);
    }

    public static SignalSending signalZero() {
        return new SignalSending("signal-zero", "What does the kill path alone cost, with signal 0, and what does specialization save?",
                "table 4", MANY, 0, 29.5, 2.0);
    }

    public static SignalSending singleUser() {
        return new SignalSending("signal-single-user", "What does a signal to oneself cost among 3 processes, and what does specialization save?",
                "table 5", FEW, SIGUSR1, 16.7, 13.8);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String question() {
        return question;
    }

    @Override
    public String source() {
        return "Synthetix toolkit, section 4.1, " + table;
    }

    @Override
    public List<MeasureDefinition> measures() {
        List<MeasureDefinition> measures = new ArrayList<>();
        for (SignalVariant variant : SignalVariant.values()) {
            measures.add(new MeasureDefinition(variant.label() + "Cycles", "cycles", LOWER, "a signal, " + variant.meaning()));
        }
        for (SignalVariant variant : SignalVariant.values()) {
            measures.add(new MeasureDefinition(variant.label() + "Microseconds", "us", LOWER, "the same at the machine's clock"));
        }
        RATIOS.forEach((id, over) -> measures.add(new MeasureDefinition(id, "", HIGHER,
                "cycles " + over.meaning() + ", to those when specialized")));
        measures.add(new MeasureDefinition(IDLE, "instructions", LOWER,
                "in text and patch memory that the linker did not write, while nothing is specialized"));
        measures.add(new MeasureDefinition(AGAINST_C, "", LOWER,
                "instructions of a call of kill_proc as linked, to those of the same in C by gcc -O2; not measured where the cross compiler is not installed"));
        return measures;
    }

    @Override
    public Result run(Setting setting) {
        Job job = setting.job().running(name, disk(setting, Optional.empty()), List.of(), List.of());
        Supplier<Specializer> compiler = new KernelSpecializer(job.kernel());
        Map<SignalVariant, List<SignalRun>> runs = new EnumMap<>(SignalVariant.class);
        for (SignalVariant variant : SignalVariant.values()) {
            runs.put(variant, setting.seeds().mapToObj(seed -> {
                SignalRun run = new SignalRun(job.ofSeed(seed), variant, processes, signal, compiler);
                setting.progress().accept(run.summary());
                return run;
            }).toList());
        }
        return result(job, runs, againstC(setting, job, runs.get(SignalVariant.GENERIC).getFirst()));
    }

    /** The path in C, and how the kernel's compares; the job of that world, whose disk has the program. */
    private record AgainstC(Job job, Measure measure) {}

    private AgainstC againstC(Setting setting, Job job, SignalRun generic) {
        Optional<Content> program = KillPathInC.compile();
        if (program.isEmpty() || generic.instructionsACall().isEmpty()) {
            setting.progress().accept("the path in C is not measured: sparc64-linux-gnu-gcc is not installed");
            return new AgainstC(job, new Measure(0, "not measured", LOWER, List.of(), null));
        }
        Job inC = job.running(name, disk(setting, program), List.of(), List.of());
        double instructions = KillPathInC.instructions(inC, program.get(), processes, signal).orElseThrow();
        setting.progress().accept("kill_proc executes %d instructions a call, in C %.0f".formatted(generic.instructionsACall().getAsLong(), instructions));
        return new AgainstC(inC, Measure.mean("", LOWER, List.of(generic.instructionsACall().getAsLong() / instructions)));
    }

    private static Content disk(Setting setting, Optional<Content> killPath) {
        try {
            DiskImage disk = new DiskImage();
            killPath.ifPresent(program -> disk.file("/bin/" + KillPathInC.NAME, program.bytes(), true));
            return setting.programs().install(disk).content();
        } catch (CompilationException e) {
            throw new AssertionError("the programs that come with Lamarck do not compile", e);
        }
    }

    private Result result(Job job, Map<SignalVariant, List<SignalRun>> runs, AgainstC inC) {
        List<SignalRun> all = runs.values().stream().flatMap(List::stream).toList();
        SignalRun first = all.getFirst();
        List<Claim> claims = claims(runs);
        boolean allHold = claims.stream().allMatch(Claim::holds);
        Map<String, Measure> measures = measured(job, runs);
        measures.put(AGAINST_C, inC.measure());
        return new Result(inC.job(), allHold ? Outcome.EXITED : first.result().outcome(), allHold ? Integer.valueOf(0) : first.result().exitStatus(),
                first.result().detail(), all.stream().mapToLong(run -> run.result().instructions()).sum(), cycles(all),
                Content.sha256(String.join("", all.stream().map(run -> run.result().stateHash()).toList()).getBytes(US_ASCII)),
                runs.values().stream().flatMap(List::stream).filter(run -> run.result().job().seed() == job.seed()).map(SignalRun::variant).toList(),
                measures, List.of(), List.of(), Map.of(), listings(first, runs.get(SignalVariant.SPECIALIZED).getFirst()), claims, all.getLast().result().history(),
                all.getLast().result().hostSeconds());
    }

    private static Long cycles(List<SignalRun> runs) {
        return runs.getFirst().result().cycles() == null ? null : runs.stream().mapToLong(run -> run.result().cycles()).sum();
    }

    private static List<Claim> claims(Map<SignalVariant, List<SignalRun>> runs) {
        return runs.entrySet().stream().map(entry -> new Claim(
                entry.getKey().label() + ": all signals arrived, and the variant was in force before the first, on every seed",
                entry.getValue().stream().allMatch(SignalRun::isComplete))).toList();
    }

    private Map<String, Measure> measured(Job job, Map<SignalVariant, List<SignalRun>> runs) {
        double megahertz = job.machine().number(ConfigurationKey.CLOCK_HERTZ) / 1e6;
        Map<String, Measure> measures = new LinkedHashMap<>();
        runs.forEach((variant, of) -> measures.put(variant.label() + "Cycles", Measure.mean("cycles", LOWER, samples(of))));
        runs.forEach((variant, of) -> {
            List<Double> samples = samples(of).stream().map(cycles -> cycles / megahertz).toList();
            measures.put(variant.label() + "Microseconds", Measure.mean("us", LOWER, samples).besides(published(variant)));
        });
        RATIOS.forEach((id, over) -> {
            Measure measure = Measure.mean("", HIGHER, ratios(samples(runs.get(over)), samples(runs.get(SignalVariant.SPECIALIZED))));
            measures.put(id, over == SignalVariant.GENERIC ? measure.besides(published(publishedGeneric / publishedSpecialized, "")) : measure);
        });
        measures.put(IDLE, Measure.sum("instructions", LOWER,
                runs.get(SignalVariant.GENERIC).stream().map(run -> (double) run.addedInstructions()).toList()));
        return measures;
    }

    /** Run by run. */
    private static List<Double> ratios(List<Double> over, List<Double> specialized) {
        return IntStream.range(0, Math.min(over.size(), specialized.size())).mapToObj(i -> over.get(i) / specialized.get(i)).toList();
    }

    private static List<Double> samples(List<SignalRun> runs) {
        return runs.stream().flatMap(run -> run.cyclesASignal().stream()).toList();
    }

    private Published published(SignalVariant variant) {
        return switch (variant) {
            case GENERIC -> published(publishedGeneric, "us");
            case SPECIALIZED -> published(publishedSpecialized, "us");
            case CACHED, INLINED_ONLY -> null;
        };
    }

    private Published published(double value, String unit) {
        return new Published(value, unit, null, null, source(), PLATFORM);
    }

    /** The path as linked, and what it was specialized to. */
    private static List<CodeListing> listings(SignalRun generic, SignalRun specialized) {
        CodeText text = new CodeText(generic.kernel());
        List<CodeListing> listings = new ArrayList<>();
        listings.add(new CodeListing("generic: kill_proc, send_sig, generate", text.linked(List.of("kill_proc", "send_sig", "generate"))));
        specialized.residual().ifPresent(residual -> listings.add(new CodeListing("specialized, compiled outside: "
                + residual.code().codeBytes() + " bytes, assuming " + residual.assumptions().size() + " facts",
                text.words(residual.code().address(), residual.code().bytes()))));
        return listings;
    }
}
