package dev.lamarck.lab.doctor;

import dev.lamarck.lab.doctor.Finding.State;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** Looks at the host. */
public final class Doctor {
    private static final Runtime.Version REQUIRED_JDK = Runtime.Version.parse("25.0.3");
    private static final long REQUIRED_HEAP_MEGABYTES = 256;

    /** A program that Lamarck can use but does not need. */
    record Referee(String program, String purpose, String debianPackage) {
    }

    private static final List<Referee> REFEREES = List.of(
            new Referee("mvn", "building from source", "maven"),
            new Referee("sparc64-linux-gnu-gcc", "cross-compiling C programs", "gcc-sparc64-linux-gnu libc6-dev-sparc64-cross"),
            new Referee("sparc64-linux-gnu-g++", "cross-compiling C++ programs", "g++-sparc64-linux-gnu"),
            new Referee("sparc64-linux-gnu-objdump", "second opinion on machine code", "binutils-sparc64-linux-gnu"),
            new Referee("qemu-sparc64", "second opinion on execution", "qemu-user"),
            new Referee("gdb-multiarch", "debugging the kernel", "gdb-multiarch"));

    private Doctor() {
    }

    public static List<Finding> examine() {
        List<Finding> findings = new ArrayList<>();
        findings.add(jdk());
        findings.add(memory());
        findings.add(terminal());
        REFEREES.forEach(referee -> findings.add(referee(referee, System.getenv("PATH"))));
        return findings;
    }

    private static Finding jdk() {
        String detail = Runtime.version() + " at " + System.getProperty("java.home");
        if (Runtime.version().compareToIgnoreOptional(REQUIRED_JDK) >= 0 && ToolProvider.getSystemJavaCompiler() != null) {
            return Finding.ok("JDK", detail);
        }
        return new Finding("JDK", State.MISSING, "need a JDK (with javac) " + REQUIRED_JDK + " or newer; this is " + detail,
                "sudo apt-get install temurin-25-jdk, brew install --cask temurin@25, or set JAVA_HOME to a JDK 25");
    }

    private static Finding memory() {
        long megabytes = Runtime.getRuntime().maxMemory() >> 20;
        if (megabytes >= REQUIRED_HEAP_MEGABYTES) {
            return Finding.ok("memory", "heap of " + megabytes + " MB");
        }
        return new Finding("memory", State.MISSING, "heap of " + megabytes + " MB; a 64 MB guest needs "
                + REQUIRED_HEAP_MEGABYTES + " MB", "start Java with -Xmx1g");
    }

    private static Finding terminal() {
        boolean present = System.console() != null && System.console().isTerminal();
        return present ? Finding.ok("terminal", "interactive")
                : new Finding("terminal", State.ABSENT, "no progress and no colours; boot reads its commands from standard input",
                        "run lamarck from a terminal");
    }

    static Finding referee(Referee referee, String searchPath) {
        Optional<Path> found = Stream.of(searchPath.split(File.pathSeparator)).map(folder -> Path.of(folder, referee.program()))
                .filter(Files::isExecutable).findFirst();
        return found.map(path -> Finding.ok(referee.program(), referee.purpose()))
                .orElseGet(() -> new Finding(referee.program(), State.ABSENT, referee.purpose(),
                        "sudo apt-get install " + referee.debianPackage()));
    }
}
