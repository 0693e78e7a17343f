package dev.lamarck.workloads.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnImagesTest {
    private static final byte[] SHELL = {1, 2, 3};
    private static final byte[] CAT = {4};

    @TempDir
    private Path folder;

    private ImageCache cache;
    private Path jar;
    private OwnImages images;

    @BeforeEach
    void remembers() throws IOException {
        cache = new ImageCache(folder.resolve("cache"));
        jar = Files.writeString(folder.resolve("own.jar"), "classes");
        images = new OwnImages(cache, Optional.of(jar));
        cache.keep("k1", SHELL);
        cache.keep("k2", CAT);
        images.remember("programs", new TreeMap<>(Map.of("shell", "k1", "cat", "k2")));
    }

    @Test
    void whatTheSameJarWasMadeIntoIsFound() {
        assertThat(new OwnImages(cache, Optional.of(jar)).recall("programs"))
                .hasValueSatisfying(found -> assertThat(found).containsOnly(Map.entry("shell", SHELL), Map.entry("cat", CAT)));
        assertThat(images.recall("kernels")).isEmpty();
    }

    @Test
    void anotherJarIsNotTakenForIt() throws IOException {
        Path other = Files.writeString(folder.resolve("other.jar"), "classes");
        assertThat(new OwnImages(cache, Optional.of(other)).recall("programs")).isEmpty();
        Files.writeString(jar, "changed classes");
        assertThat(images.recall("programs")).isEmpty();
    }

    @Test
    void aGroupOfWhichOneImageIsGoneIsNotFound() throws IOException {
        Files.delete(folder.resolve("cache/k2.elf"));
        assertThat(images.recall("programs")).isEmpty();
    }

    @Test
    void classesInFoldersAreNotRemembered() {
        OwnImages ofFolder = new OwnImages(cache, Optional.of(folder));
        ofFolder.remember("programs", new TreeMap<>(Map.of("shell", "k1")));
        assertThat(ofFolder.recall("programs")).isEmpty();
    }
}
