package dev.lamarck.lab.listing;

import dev.lamarck.toolchain.link.SourceLine;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Lines of source by file and number: of an overlay folder first, then of the sources that our own jars carry. */
public final class SourceText {
    private final Path overlay;
    private final Map<String, List<String>> files = new HashMap<>();

    /** @param overlay a folder of edited sources, or null */
    public SourceText(Path overlay) {
        this.overlay = overlay;
    }

    /** The line as it is written, or nothing when the file is not to be had. */
    public Optional<String> line(SourceLine place) {
        List<String> lines = files.computeIfAbsent(place.file(), this::read);
        return place.line() >= 1 && place.line() <= lines.size() ? Optional.of(lines.get(place.line() - 1)) : Optional.empty();
    }

    private List<String> read(String file) {
        try {
            Optional<Path> edited = overlay == null ? Optional.empty() : edited(file);
            if (edited.isPresent()) {
                return Files.readAllLines(edited.get());
            }
            try (InputStream in = SourceText.class.getResourceAsStream("/source/" + file)) {
                return in == null ? List.of() : new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Optional<Path> edited(String file) throws IOException {
        String name = file.substring(file.lastIndexOf('/') + 1);
        try (var paths = Files.walk(overlay)) {
            return paths.filter(path -> path.getFileName().toString().equals(name)).findFirst();
        }
    }
}
