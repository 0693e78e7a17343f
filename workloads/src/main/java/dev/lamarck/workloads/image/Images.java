package dev.lamarck.workloads.image;

import dev.lamarck.toolchain.CompilationException;
import dev.lamarck.toolchain.Request;
import dev.lamarck.toolchain.Toolchain;
import dev.lamarck.workloads.world.Content;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Builds kernel and user images, or takes them from the cache. */
public final class Images {
    private final ImageCache cache;
    private final OwnImages ownImages;
    private final Consumer<String> progress;
    private final Consumer<String> dump;
    private String toolchainHash;
    /** Of class files: a program is linked with the same ones as all others. */
    private final Map<byte[], String> classHashes = new IdentityHashMap<>();

    /**
     * @param progress told when something is compiled, since that takes seconds
     * @param dump     given the passes' listings that requests ask for
     */
    public Images(ImageCache cache, Consumer<String> progress, Consumer<String> dump) {
        this.cache = cache;
        ownImages = new OwnImages(cache);
        this.progress = progress;
        this.dump = dump;
    }

    public Images(ImageCache cache, Consumer<String> progress) {
        this(cache, progress, text -> { });
    }

    /** What to compile for a kernel: the built-in classes, those in {@code overlay} in place of theirs. */
    public static Request kernelRequest(Map<String, byte[]> overlay) {
        return kernelRequest(KernelVariant.STANDARD, overlay);
    }

    /** The same for another kernel of these sources. */
    public static Request kernelRequest(KernelVariant variant, Map<String, byte[]> overlay) {
        return Request.kernel(variant.select(laidOver(ClassFiles.kernel(), overlay)));
    }

    /** What to compile for a user program whose own classes are given. */
    public static Request programRequest(Map<String, byte[]> classes, String mainClass) {
        return Request.user(laidOver(ClassFiles.userLibrary(), classes), mainClass);
    }

    /** What to compile for a user program that is here: a class with its package, and the packages of others that it uses. */
    public static Request programRequest(Class<?> main, Class<?>... used) {
        SortedMap<String, byte[]> classes = ClassFiles.of(main.getPackage());
        for (Class<?> other : used) {
            classes.putAll(ClassFiles.of(other.getPackage()));
        }
        return programRequest(classes, main.getName().replace('.', '/'));
    }

    /** The ELF file that the request gives. */
    public Content image(Request request, String name) throws CompilationException {
        return image(request, key(request), name);
    }

    private Content image(Request request, String key, String name) throws CompilationException {
        Optional<byte[]> cached = request.dumps().isEmpty() ? cache.find(key) : Optional.empty();
        if (cached.isPresent()) {
            return Content.of(cached.get());
        }
        progress.accept("compiling " + name);
        byte[] elf = Toolchain.compile(request, dump).elf();
        cache.keep(key, elf);
        return Content.of(elf);
    }

    /**
     * Images of this process's own classes as they are, by name; requests are asked for only if the cache does not remember what the group was made
     * into, since they need every class read and hashed.
     *
     * @param group names them all, and stands for the requests
     */
    SortedMap<String, Content> own(String group, Supplier<SortedMap<String, Request>> requests) throws CompilationException {
        Optional<SortedMap<String, byte[]>> known = ownImages.recall(group);
        SortedMap<String, Content> images = new TreeMap<>();
        if (known.isPresent()) {
            known.get().forEach((name, elf) -> images.put(name, Content.of(elf)));
            return images;
        }
        SortedMap<String, String> keys = new TreeMap<>();
        for (Map.Entry<String, Request> each : requests.get().entrySet()) {
            String key = key(each.getValue());
            images.put(each.getKey(), image(each.getValue(), key, each.getKey()));
            keys.put(each.getKey(), key);
        }
        ownImages.remember(group, keys);
        return images;
    }

    private static SortedMap<String, byte[]> laidOver(SortedMap<String, byte[]> classes, Map<String, byte[]> overlay) {
        SortedMap<String, byte[]> all = new TreeMap<>(classes);
        all.putAll(overlay);
        return all;
    }

    private String key(Request request) {
        if (toolchainHash == null) {
            toolchainHash = hash("", ClassFiles.toolchain());
        }
        return hash(toolchainHash + request.profile() + request.mainClass() + request.allocator() + request.optimize()
                + request.assertions() + (request.checks() ? "" : "unchecked"), new TreeMap<>(request.classes()));
    }

    private String hash(String parameters, SortedMap<String, byte[]> classes) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(parameters.getBytes(StandardCharsets.UTF_8));
        classes.forEach((name, bytes) -> all.writeBytes((name + ' ' + classHashes.computeIfAbsent(bytes, Content::sha256) + '\n').getBytes(StandardCharsets.UTF_8)));
        return Content.sha256(all.toByteArray());
    }
}
