package dev.lamarck.toolchain;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Source texts to class files, in memory, for tests. */
public final class Sources {
    private static final Pattern TYPE = Pattern.compile("(?:class|enum|interface|record)\\s+(\\w+)");

    /** Compiles one file; its name is that of its first type, its package {@code sample}. Imports of the intrinsics are added in its first line. */
    public static Map<String, byte[]> compile(String source) {
        Matcher type = TYPE.matcher(source);
        if (!type.find()) {
            throw new IllegalArgumentException("no type in the source");
        }
        String text = "package sample; import dev.lamarck.toolchain.magic.*; " + source;
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        Output output = new Output(compiler.getStandardFileManager(null, null, null));
        StringBuilder errors = new StringBuilder();
        boolean done = compiler.getTask(null, output, d -> errors.append(d).append('\n'), 
            List.of("-g", "-parameters", "-nowarn", "-proc:none", "-Xlint:none", "-cp", toolchain()), null, List.of(new Input(type.group(1), text))).call();
        if (!done) {
            throw new IllegalArgumentException(errors.toString());
        }
        return output.classes();
    }

    /** Where the intrinsics' classes are. */
    private static String toolchain() {
        try {
            return Path.of(Toolchain.class.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class Input extends SimpleJavaFileObject {
        private final String text;

        Input(String name, String text) {
            super(URI.create("string:///sample/" + name + ".java"), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    private static final class Output extends ForwardingJavaFileManager<JavaFileManager> {
        private final List<ClassFile> files = new ArrayList<>();

        Output(JavaFileManager manager) {
            super(manager);
        }

        @Override
        public JavaFileObject getJavaFileForOutput(Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
            files.add(new ClassFile(className));
            return files.getLast();
        }

        Map<String, byte[]> classes() {
            Map<String, byte[]> result = new TreeMap<>();
            files.forEach(f -> result.put(f.className.replace('.', '/'), f.bytes.toByteArray()));
            return result;
        }
    }

    private static final class ClassFile extends SimpleJavaFileObject {
        private final String className;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        ClassFile(String className) {
            super(URI.create("bytes:///" + className.replace('.', '/') + ".class"), Kind.CLASS);
            this.className = className;
        }

        @Override
        public OutputStream openOutputStream() throws IOException {
            return bytes;
        }
    }

    private Sources() {}
}
