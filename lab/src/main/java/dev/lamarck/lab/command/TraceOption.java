package dev.lamarck.lab.command;

import dev.lamarck.lab.BadInput;
import dev.lamarck.lab.trace.EventTrace;
import dev.lamarck.workloads.world.World;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** {@code --trace KINDS[=FILE]}. */
final class TraceOption {
    @Option(names = "--trace", paramLabel = "KINDS[=FILE]",
            description = {"Print one line an event with its cycle; KINDS are of traps,syscalls,switches,splices,instructions.",
                "As JSON if FILE ends in .ndjson."})
    private String specification;

    @Option(names = "--trace-cycles", paramLabel = "FROM..TO", description = "Of the trace, only what happens in these cycles.")
    private String cycles;

    @Option(names = "--trace-in", paramLabel = "SYMBOL,…", split = ",", description = "Of the instructions, only those of these functions of the kernel.")
    private Set<String> functions = Set.of();

    /** Attaches the tracer that was asked for; what is returned receives its lines and is closed by the caller. */
    PrintWriter open(World world, PrintStream standardError) {
        if (specification == null) {
            return new PrintWriter(PrintWriter.nullWriter());
        }
        int equals = specification.indexOf('=');
        Set<EventTrace.Kind> kinds = kinds(equals < 0 ? specification : specification.substring(0, equals));
        PrintWriter lines = equals < 0 ? new PrintWriter(standardError, true) : file(specification.substring(equals + 1));
        EventTrace.Form form = specification.endsWith(".ndjson") ? EventTrace.Form.JSON : EventTrace.Form.TEXT;
        EventTrace.attach(world, kinds, filter(world), form, lines);
        return lines;
    }

    /** Refuses to end well where the file has not taken all lines. */
    void requireWritten(PrintWriter lines) {
        lines.flush();
        if (specification != null && specification.indexOf('=') >= 0 && lines.checkError()) {
            throw BadInput.unwritable("all of the trace to " + specification.substring(specification.indexOf('=') + 1), new IOException("no room, or no longer there"));
        }
    }

    private EventTrace.Filter filter(World world) {
        for (String function : functions) {
            if (world.kernelImage().symbol(function).isEmpty()) {
                throw new BadInput("--trace-in: no function of the kernel has the symbol '" + function + "'", "see: lamarck list symbols");
            }
        }
        EventTrace.Filter all = EventTrace.Filter.ALL;
        if (cycles == null) {
            return new EventTrace.Filter(all.from(), all.to(), functions);
        }
        Matcher range = Pattern.compile("(\\d*)\\.\\.(\\d*)").matcher(cycles);
        if (!range.matches()) {
            throw new BadInput("--trace-cycles " + cycles + ": no range of cycles", "give FROM..TO; either may be left out");
        }
        return new EventTrace.Filter(range.group(1).isEmpty() ? all.from() : Long.parseLong(range.group(1)),
                range.group(2).isEmpty() ? all.to() : Long.parseLong(range.group(2)), functions);
    }

    private static Set<EventTrace.Kind> kinds(String names) {
        Set<EventTrace.Kind> kinds = EnumSet.noneOf(EventTrace.Kind.class);
        for (String name : names.split(",", -1)) {
            try {
                kinds.add(EventTrace.Kind.valueOf(name.toUpperCase(Locale.ROOT)));
            } catch (IllegalArgumentException e) {
                throw new BadInput("--trace: no kind of event is called '" + name + "'", "use some of traps,syscalls,switches,splices,instructions");
            }
        }
        return kinds;
    }

    private static PrintWriter file(String name) {
        try {
            return new PrintWriter(Files.newBufferedWriter(Path.of(name)));
        } catch (IOException e) {
            throw BadInput.unwritable("--trace " + name, e);
        }
    }
}
