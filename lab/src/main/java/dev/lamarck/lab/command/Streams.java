package dev.lamarck.lab.command;

import java.io.InputStream;
import java.io.PrintStream;

/** Where a command reads and writes: the process's own streams, or a test's. */
public record Streams(InputStream in, PrintStream out, PrintStream err) {
    /** Whether these are the process's own. */
    boolean isProcess() {
        return in == System.in;
    }

    public static Streams ofProcess() {
        return new Streams(System.in, System.out, System.err);
    }
}
