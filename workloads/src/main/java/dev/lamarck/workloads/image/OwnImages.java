package dev.lamarck.workloads.image;

import dev.lamarck.workloads.world.Content;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Which images of the cache this process's own classes were made into, by the jar that holds them, so that a start need not read and hash every
 * class to find them: that was a quarter of a boot. A jar is taken for the same while its path, size and time of change are. Classes in
 * folders, which change one by one, are never remembered.
 */
final class OwnImages {
    private final ImageCache cache;
    private final Optional<Path> classes;

    OwnImages(ImageCache cache) {
        this(cache, ownClasses());
    }

    /** @param classes the jar or folder that holds them, if that is known */
    OwnImages(ImageCache cache, Optional<Path> classes) {
        this.cache = cache;
        this.classes = classes;
    }

    private static Optional<Path> ownClasses() {
        try {
            return Optional.of(Path.of(OwnImages.class.getProtectionDomain().getCodeSource().getLocation().toURI()));
        } catch (URISyntaxException unknown) {
            return Optional.empty();
        }
    }

    /** A group's images by name; none if they are not all there. */
    Optional<SortedMap<String, byte[]>> recall(String group) {
        Optional<String> list = file(group).flatMap(cache::read).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
        return list.flatMap(this::images);
    }

    private Optional<SortedMap<String, byte[]>> images(String list) {
        SortedMap<String, byte[]> images = new TreeMap<>();
        for (String line : list.lines().toList()) {
            int end = line.indexOf('=');
            Optional<byte[]> image = end < 0 ? Optional.empty() : cache.find(line.substring(end + 1));
            if (image.isEmpty()) {
                return Optional.empty();
            }
            images.put(line.substring(0, end), image.get());
        }
        return images.isEmpty() ? Optional.empty() : Optional.of(images);
    }

    /** @param keys of a group's images in the cache, by name */
    void remember(String group, SortedMap<String, String> keys) {
        String list = keys.entrySet().stream().map(each -> each.getKey() + '=' + each.getValue() + '\n').collect(Collectors.joining());
        file(group).ifPresent(name -> cache.write(name, list.getBytes(StandardCharsets.UTF_8)));
    }

    private Optional<String> file(String group) {
        return classes.filter(Files::isRegularFile).flatMap(OwnImages::identity)
                .map(jar -> Content.sha256((jar + ' ' + group).getBytes(StandardCharsets.UTF_8)) + ".keys");
    }

    private static Optional<String> identity(Path jar) {
        try {
            return Optional.of(jar.toAbsolutePath() + " " + Files.size(jar) + ' ' + Files.getLastModifiedTime(jar));
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }
}
