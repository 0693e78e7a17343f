package dev.lamarck.workloads.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Images on disk by the hash of what they were made from. Any process may add one at any time; none is ever changed. */
public final class ImageCache {
    private static final String IMAGE = ".elf";

    private final Path folder;

    public ImageCache(Path folder) {
        this.folder = folder;
    }

    /** The user's cache: {@code $XDG_CACHE_HOME/lamarck} or {@code ~/.cache/lamarck}. */
    public static ImageCache ofUser() {
        String configured = System.getenv("XDG_CACHE_HOME");
        Path caches = configured == null || configured.isBlank() ? Path.of(System.getProperty("user.home"), ".cache")
                : Path.of(configured);
        return new ImageCache(caches.resolve("lamarck"));
    }

    Optional<byte[]> find(String key) {
        return read(key + IMAGE);
    }

    void keep(String key, byte[] image) {
        write(key + IMAGE, image);
    }

    /** What a file of the cache holds. */
    Optional<byte[]> read(String name) {
        try {
            Path file = folder.resolve(name);
            return Files.exists(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
        } catch (IOException e) {
            log().debug("unreadable cache entry {}", name, e);
            return Optional.empty();
        }
    }

    /** A reader sees the whole file or none: it appears by renaming. */
    void write(String name, byte[] content) {
        try {
            Files.createDirectories(folder);
            Path fresh = Files.createTempFile(folder, name, ".new");
            Files.write(fresh, content);
            Files.move(fresh, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            log().debug("{} not cached", name, e);
        }
    }

    /** To start the logging library takes a twentieth of a boot, which has nothing to say. */
    private static Logger log() {
        return LoggerFactory.getLogger(ImageCache.class);
    }
}
