package dev.lamarck.lab.conformance;

import dev.lamarck.lab.BadInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A source and what its program must print. */
public record ConformanceProgram(String name, Path source, Path expected) {
    private static final String EXPECTED = ".expected";
    private static final List<String> LANGUAGES = List.of(".c", ".cpp");

    /** All of a folder, by name. Throws {@link BadInput} if there are none. */
    public static List<ConformanceProgram> in(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new BadInput(folder + ": no such folder", "name a folder of NAME.c or NAME.cpp, each with its NAME.expected");
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<ConformanceProgram> programs = files.filter(file -> file.toString().endsWith(EXPECTED)).sorted()
                    .map(ConformanceProgram::of).flatMap(Optional::stream).toList();
            if (programs.isEmpty()) {
                throw new BadInput(folder + ": holds no program", "put NAME.c or NAME.cpp there, each with its NAME.expected");
            }
            return programs;
        } catch (IOException e) {
            throw new BadInput(folder + ": cannot be read", "check its permissions");
        }
    }

    private static Optional<ConformanceProgram> of(Path expected) {
        String file = expected.getFileName().toString();
        String name = file.substring(0, file.length() - EXPECTED.length());
        return LANGUAGES.stream().map(language -> expected.resolveSibling(name + language)).filter(Files::isRegularFile).findFirst()
                .map(source -> new ConformanceProgram(name, source, expected));
    }
}
