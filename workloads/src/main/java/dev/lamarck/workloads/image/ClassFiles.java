package dev.lamarck.workloads.image;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.reflect.AccessFlag;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** The class files on this process's own class path, by internal name. */
final class ClassFiles {
    private static final String SUFFIX = ".class";
    private static final String USER_LIBRARY = "dev/lamarck/syscalls/user/";

    /** Class files do not change while we run. */
    private static final Map<List<String>, SortedMap<String, byte[]>> READ = new ConcurrentHashMap<>();

    private ClassFiles() {
    }

    /** The built-in kernel: everything it may be made of. */
    static SortedMap<String, byte[]> kernel() {
        SortedMap<String, byte[]> classes = under(List.of("dev/lamarck/kernel/", "dev/lamarck/syscalls/",
                "dev/lamarck/instrumentation/", "dev/lamarck/hardware/isa/code/"));
        classes.keySet().removeIf(name -> name.startsWith(USER_LIBRARY));
        return classes;
    }

    /** What user programs are linked with. */
    static SortedMap<String, byte[]> userLibrary() {
        return under(List.of(USER_LIBRARY, "dev/lamarck/syscalls/abi/", "dev/lamarck/kernel/text/"));
    }

    /** What Kernel Java sources are compiled against: all that an image may hold, and the intrinsics. */
    static SortedMap<String, byte[]> compileTime() {
        SortedMap<String, byte[]> classes = kernel();
        classes.putAll(userLibrary());
        classes.putAll(under(List.of("dev/lamarck/toolchain/magic/")));
        return classes;
    }

    /** The user programs that come with Lamarck. */
    static SortedMap<String, byte[]> programs() {
        return under(List.of("dev/lamarck/workloads/programs/"));
    }

    /** The classes of one package, those below it included. */
    static SortedMap<String, byte[]> of(Package some) {
        return under(List.of(some.getName().replace('.', '/') + '/'));
    }

    /** Does the class file have the {@code main} that starts a program? */
    static boolean declaresMain(byte[] classFile) {
        return ClassFile.of().parse(classFile).methods().stream().anyMatch(method -> method.methodName().equalsString("main")
                && method.methodType().equalsString("([Ljava/lang/String;)V") && method.flags().has(AccessFlag.STATIC));
    }

    /** The compiler itself: part of what an image depends on. */
    static SortedMap<String, byte[]> toolchain() {
        return under(List.of("dev/lamarck/toolchain/", "dev/lamarck/hardware/isa/"));
    }

    /** A fresh map of the classes in these packages. */
    private static SortedMap<String, byte[]> under(List<String> packages) {
        return new TreeMap<>(READ.computeIfAbsent(packages, ClassFiles::read));
    }

    private static SortedMap<String, byte[]> read(List<String> packages) {
        SortedMap<String, byte[]> classes = new TreeMap<>();
        try {
            for (String name : packages) {
                Enumeration<URL> places = ClassFiles.class.getClassLoader().getResources(name);
                while (places.hasMoreElements()) {
                    read(places.nextElement(), name, classes);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read our own classes", e);
        }
        classes.keySet().removeIf(name -> name.endsWith("package-info"));
        return classes;
    }

    private static void read(URL place, String packageName, Map<String, byte[]> classes) throws IOException {
        if (place.openConnection() instanceof JarURLConnection connection) {
            readJar(connection.getJarFile(), packageName, classes);
        } else {
            readFolder(Path.of(URI.create(place.toString())), packageName, classes);
        }
    }

    private static void readJar(JarFile jar, String packageName, Map<String, byte[]> classes) throws IOException {
        for (JarEntry entry : (Iterable<JarEntry>) jar.stream()::iterator) {
            if (entry.getName().startsWith(packageName) && entry.getName().endsWith(SUFFIX)) {
                try (InputStream in = jar.getInputStream(entry)) {
                    classes.put(internalName(entry.getName()), in.readAllBytes());
                }
            }
        }
    }

    private static void readFolder(Path folder, String packageName, Map<String, byte[]> classes) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) files.filter(f -> f.toString().endsWith(SUFFIX))::iterator) {
                String relative = folder.relativize(file).toString().replace('\\', '/');
                classes.put(internalName(packageName + relative), Files.readAllBytes(file));
            }
        }
    }

    private static String internalName(String file) {
        return file.substring(0, file.length() - SUFFIX.length());
    }
}
