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
    private static final Logger LOG = LoggerFactory.getLogger(ImageCache.class);

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
        try {
            Path file = file(key);
            return Files.exists(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
        } catch (IOException e) {
            LOG.debug("unreadable cache entry {}", key, e);
            return Optional.empty();
        }
    }

    /** A reader sees the whole image or none: it appears by renaming. */
    void keep(String key, byte[] image) {
        try {
            Files.createDirectories(folder);
            Path fresh = Files.createTempFile(folder, key, ".new");
            Files.write(fresh, image);
            Files.move(fresh, file(key), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            LOG.debug("image {} not cached", key, e);
        }
    }

    private Path file(String key) {
        return folder.resolve(key + ".elf");
    }
}
