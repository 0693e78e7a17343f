package dev.lamarck.workloads.image;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardLocation;

/** javac's files: its class path is a map, and what it writes is another. Sources and the JDK come from the host. */
final class MemoryFiles extends ForwardingJavaFileManager<JavaFileManager> {
    private final SortedMap<String, byte[]> classPath;
    private final SortedMap<String, ByteArrayOutputStream> written = new TreeMap<>();

    /** @param classPath class files by internal name */
    MemoryFiles(JavaFileManager host, SortedMap<String, byte[]> classPath) {
        super(host);
        this.classPath = classPath;
    }

    /** What javac wrote, by internal name. */
    SortedMap<String, byte[]> classFiles() {
        SortedMap<String, byte[]> classes = new TreeMap<>();
        written.forEach((name, bytes) -> classes.put(name, bytes.toByteArray()));
        return classes;
    }

    @Override
    public Iterable<JavaFileObject> list(Location location, String packageName, Set<JavaFileObject.Kind> kinds, boolean recurse)
            throws IOException {
        if (location != StandardLocation.CLASS_PATH) {
            return super.list(location, packageName, kinds, recurse);
        }
        String prefix = packageName.isEmpty() ? "" : packageName.replace('.', '/') + "/";
        List<JavaFileObject> found = new ArrayList<>();
        for (Map.Entry<String, byte[]> candidate : classPath.tailMap(prefix).entrySet()) {
            String name = candidate.getKey();
            if (!name.startsWith(prefix)) {
                break;
            }
            if (recurse || name.indexOf('/', prefix.length()) < 0) {
                found.add(new ClassInMemory(name, candidate.getValue()));
            }
        }
        return found;
    }

    @Override
    public String inferBinaryName(Location location, JavaFileObject file) {
        return file instanceof ClassInMemory known ? known.internalName.replace('/', '.') : super.inferBinaryName(location, file);
    }

    @Override
    public JavaFileObject getJavaFileForOutput(Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
        String internalName = className.replace('.', '/');
        return new SimpleJavaFileObject(uri(internalName, kind), kind) {
            @Override
            public OutputStream openOutputStream() {
                return written.computeIfAbsent(internalName, name -> new ByteArrayOutputStream());
            }
        };
    }

    private static URI uri(String internalName, JavaFileObject.Kind kind) {
        return URI.create("memory:///" + internalName + kind.extension);
    }

    /** A class file of the class path. */
    private static final class ClassInMemory extends SimpleJavaFileObject {
        private final String internalName;
        private final byte[] bytes;

        ClassInMemory(String internalName, byte[] bytes) {
            super(uri(internalName, Kind.CLASS), Kind.CLASS);
            this.internalName = internalName;
            this.bytes = bytes;
        }

        @Override
        public InputStream openInputStream() {
            return new ByteArrayInputStream(bytes);
        }
    }
}
