package dev.lamarck.lab.command;

import dev.lamarck.hardware.gdb.Killed;
import dev.lamarck.hardware.machine.InvalidInput;
import dev.lamarck.lab.BadInput;
import dev.lamarck.lab.ExitStatus;
import dev.lamarck.lab.Version;
import dev.lamarck.toolchain.CompilationException;
import dev.lamarck.workloads.image.ImageCache;
import dev.lamarck.workloads.image.Images;
import dev.lamarck.workloads.world.Content;
import dev.lamarck.workloads.world.Outcome;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;

/** The root of the command line. */
@Command(name = "lamarck", description = "A kernel that evolves while it runs, and the machine it runs on.",
        synopsisSubcommandLabel = "VERB",
        footer = {"", "Exit status: 0 ok, 1 a claim failed, 2 bad input, 3 kernel panic, 4 budget used up, 5 refused,",
            "70 a bug of Lamarck's own, 130 interrupted; run and boot -c give the guest's."})
public final class Lamarck implements Runnable {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Option(names = {"-h", "--help"}, scope = ScopeType.INHERIT, usageHelp = true, description = "Show this help message and exit.")
    private boolean help;

    @Option(names = {"-V", "--version"}, scope = ScopeType.INHERIT, versionHelp = true, description = "Print version information and exit.")
    private boolean version;

    @Option(names = {"-v", "--verbose"}, scope = ScopeType.INHERIT, description = "Say more.")
    boolean verbose;

    @Option(names = {"-q", "--quiet"}, scope = ScopeType.INHERIT, description = "Say nothing but errors.")
    boolean quiet;

    private final Streams streams;

    private Lamarck(Streams streams) {
        this.streams = streams;
    }

    Streams streams() {
        return streams;
    }

    /** Compiled kernels and programs, kept for the user; tells what it compiles. */
    Images images() {
        return new Images(ImageCache.ofUser(), this::progress);
    }

    /** Tells the user what takes time. */
    void progress(String what) {
        if (!quiet) {
            streams.err().println("lamarck: " + what);
        }
    }

    /** Short news of something that goes on; only where somebody watches. */
    void progressOnTerminal(String what) {
        if (System.console() != null && System.console().isTerminal()) {
            progress(what);
        }
    }

    /** Tells what went wrong, however quiet we are to be. */
    void complain(String what) {
        streams.err().println("lamarck: " + what);
    }

    /** How a world ended; said even quietly when it ended badly. */
    void lastLine(String what, Outcome outcome) {
        if (!quiet || outcome != Outcome.EXITED) {
            streams.err().println("lamarck: " + what);
        }
    }

    /** The command line over the given streams; {@code execute} gives the exit status. */
    public static CommandLine commandLine(Streams streams) {
        return commandLine(streams, Verbs.ALL);
    }

    /** One that is to execute these arguments only: it knows their verb and no other, for to build what describes one takes a while. */
    public static CommandLine commandLine(Streams streams, String... arguments) {
        return commandLine(streams, arguments.length == 0 ? Verbs.ALL : Verbs.named(arguments[0]));
    }

    private static CommandLine commandLine(Streams streams, Map<String, Class<?>> verbs) {
        boolean colours = System.console() != null && System.getenv("NO_COLOR") == null;
        Lamarck lamarck = new Lamarck(streams);
        CommandLine line = new CommandLine(lamarck);
        verbs.forEach(line::addSubcommand);
        line.getCommandSpec().subcommands().values().forEach(verb -> lamarck.becomeParentOf(verb.getCommandSpec()));
        // What stands after PROGRAM is the program's.
        line.getSubcommands().values().stream().filter(verb -> verb.getCommand() instanceof RunCommand).forEach(run -> run.setStopAtPositional(true));
        answerVersion(line);
        return line
                .setOut(new PrintWriter(streams.out(), true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(streams.err(), true, StandardCharsets.UTF_8))
                .setColorScheme(CommandLine.Help.defaultColorScheme(colours ? Ansi.AUTO : Ansi.OFF))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(Lamarck::badUsage)
                .setExecutionExceptionHandler(Lamarck::failure);
    }

    /** Sets the parents of a verb and its mixins, as the library does by itself for subcommands that an annotation names. */
    private void becomeParentOf(CommandLine.Model.CommandSpec verb) {
        verb.userObject(); // is made when somebody asks for it
        for (CommandLine.Model.IAnnotatedElement parent : verb.parentCommandElements()) {
            try {
                parent.setter().set(this);
            } catch (Exception e) {
                throw new AssertionError("a field can be set", e);
            }
        }
        verb.mixins().values().forEach(this::becomeParentOf);
    }

    /** Verb by verb: inherited by way of annotations, the version would be computed on every start, for every verb. */
    private static void answerVersion(CommandLine line) {
        line.getCommandSpec().versionProvider(new VersionText());
        line.getSubcommands().values().forEach(Lamarck::answerVersion);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which verb?");
    }

    private static int badUsage(ParameterException e, String[] arguments) {
        CommandLine command = e.getCommandLine();
        complain(command, e.getMessage(), "see " + command.getCommandSpec().qualifiedName() + " --help");
        return ExitStatus.BAD_INPUT;
    }

    private static int failure(Exception e, CommandLine command, CommandLine.ParseResult parsed) {
        switch (e) {
            case BadInput bad -> complain(command, bad.getMessage(), bad.remedy());
            case InvalidInput bad -> complain(command, bad.getMessage(), command.getCommandSpec().qualifiedName().contains(" image ")
                    ? "look at one with `lamarck image ls` or `fsck`, make one with `mkfs`" : "see `lamarck list machines -v`");
            case Killed killed -> {
                command.getErr().println("lamarck: " + killed.getMessage());
                return ExitStatus.INTERRUPTED;
            }
            case CompilationException bad -> command.getErr().println(bad.getMessage());
            default -> {
                return ourOwnBug(e, command);
            }
        }
        return ExitStatus.BAD_INPUT;
    }

    private static int ourOwnBug(Exception e, CommandLine command) {
        complain(command, "a bug of Lamarck's own: " + e, "please report it with the command line and the trace below");
        e.printStackTrace(command.getErr());
        return ExitStatus.OUR_OWN_BUG;
    }

    private static void complain(CommandLine command, String what, String remedy) {
        command.getErr().println("lamarck: " + what);
        command.getErr().println("lamarck: " + remedy);
    }

    /** Version, commit and the kernel image's hash. */
    static final class VersionText implements IVersionProvider {
        @Override
        public String[] getVersion() throws CompilationException {
            Content kernel = new Images(ImageCache.ofUser(), what -> { }).image(Images.kernelRequest(Map.of()), "the kernel");
            return new String[] {"lamarck " + Version.current(), "kernel " + kernel.sha256()};
        }
    }
}
