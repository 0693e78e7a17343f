package dev.lamarck.lab;

import dev.lamarck.lab.command.Lamarck;
import dev.lamarck.lab.command.Streams;
import java.util.Locale;

/** Entry of the command line. */
public final class Main {
    private Main() {
    }

    public static void main(String[] arguments) {
        // Numbers in reports are written the same way everywhere.
        Locale.setDefault(Locale.ROOT);
        System.exit(Lamarck.commandLine(Streams.ofProcess(), arguments).execute(arguments));
    }
}
