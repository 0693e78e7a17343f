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
import picocli.CommandLine.Option;

/** {@code --trace KINDS[=FILE]}. */
final class TraceOption {
    @Option(names = "--trace", paramLabel = "KINDS[=FILE]",
            description = "Print one line an event with its cycle; KINDS are of traps,syscalls,switches,splices.")
    private String specification;

    /** Attaches the tracer that was asked for; what is returned receives its lines and is closed by the caller. */
    PrintWriter open(World world, PrintStream standardError) {
        if (specification == null) {
            return new PrintWriter(PrintWriter.nullWriter());
        }
        int equals = specification.indexOf('=');
        Set<EventTrace.Kind> kinds = kinds(equals < 0 ? specification : specification.substring(0, equals));
        PrintWriter lines = equals < 0 ? new PrintWriter(standardError, true) : file(specification.substring(equals + 1));
        EventTrace.attach(world, kinds, lines);
        return lines;
    }

    private static Set<EventTrace.Kind> kinds(String names) {
        Set<EventTrace.Kind> kinds = EnumSet.noneOf(EventTrace.Kind.class);
        for (String name : names.split(",", -1)) {
            try {
                kinds.add(EventTrace.Kind.valueOf(name.toUpperCase(Locale.ROOT)));
            } catch (IllegalArgumentException e) {
                throw new BadInput("--trace: no kind of event is called '" + name + "'", "use some of traps,syscalls,switches,splices");
            }
        }
        return kinds;
    }

    private static PrintWriter file(String name) {
        try {
            return new PrintWriter(Files.newBufferedWriter(Path.of(name)));
        } catch (IOException e) {
            throw new BadInput("--trace: cannot write " + name, "name a file in a writable folder");
        }
    }
}
