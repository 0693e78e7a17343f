package dev.lamarck.workloads.image;

import dev.lamarck.toolchain.CompilationException;
import dev.lamarck.toolchain.Diagnostic;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;

/** Java sources to class files, in process and in memory, against the built-in classes of kernel and user library. */
public final class SourceCompiler {
    private static final List<String> OPTIONS = List.of("-g", "-parameters", "-proc:none", "-implicit:none", "-Xlint:none",
            "--release", "25");

    private SourceCompiler() {
    }

    /** Class files of all {@code .java} files in and under a folder. */
    public static SortedMap<String, byte[]> compileFolder(Path folder) throws CompilationException {
        try (Stream<Path> files = Files.walk(folder)) {
            return compile(files.filter(file -> file.toString().endsWith(".java")).sorted().toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Class files of these sources, by internal name. */
    public static SortedMap<String, byte[]> compile(List<Path> sources) throws CompilationException {
        if (sources.isEmpty()) {
            return new TreeMap<>();
        }
        JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> findings = new DiagnosticCollector<>();
        try (var files = javac.getStandardFileManager(findings, Locale.ROOT, StandardCharsets.UTF_8)) {
            MemoryFiles output = new MemoryFiles(files, ClassFiles.compileTime());
            boolean success = javac.getTask(null, output, findings, OPTIONS, null, files.getJavaFileObjectsFromPaths(sources))
                    .call();
            if (!success) {
                throw new CompilationException(errors(findings));
            }
            return output.classFiles();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Diagnostic> errors(DiagnosticCollector<JavaFileObject> findings) {
        return findings.getDiagnostics().stream().filter(d -> d.getKind() == javax.tools.Diagnostic.Kind.ERROR)
                .map(d -> new Diagnostic(d.getSource() == null ? "javac" : Path.of(d.getSource().toUri()).getFileName().toString(),
                        (int) Math.max(0, d.getLineNumber()), "javac", d.getMessage(Locale.ROOT), List.of(), ""))
                .toList();
    }
}
