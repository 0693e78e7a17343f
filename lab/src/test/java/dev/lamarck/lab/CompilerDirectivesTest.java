package dev.lamarck.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The launcher's directives to the JIT compilers: the JVM takes the file without a word on our screen, also where it leaves out a pattern that it does not understand. */
class CompilerDirectivesTest {
    private static final Path FILE = Path.of("..", "scripts", "regions.directives");
    /** All but the classes that are made at run time. */
    private static final Pattern METHODS = Pattern.compile("\"[+-]?(?!dev/lamarck/hardware/(?:translate/Translated|cpu/OwnedBy)\\*)(dev/lamarck/[\\w/]+)\\*?\\.([\\w*]+)\"");

    @Test
    void theJvmUnderstandsEveryPattern() throws Exception {
        Process java = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+UnlockDiagnosticVMOptions",
                "-XX:CompilerDirectivesFile=" + FILE, "--version").redirectErrorStream(true).start();
        String said = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(java.waitFor()).as(said).isZero();
        assertThat(said).startsWith("4 compiler directives added").doesNotContain("error");
    }

    @Test
    void everyPatternIsOfAMethodThatThereIs() throws IOException {
        List<String> stale = METHODS.matcher(Files.readString(FILE)).results().filter(match -> !exists(match.group(1), match.group(2))).map(match -> match.group()).toList();
        assertThat(stale).isEmpty();
    }

    private static boolean exists(String type, String method) {
        try {
            Method[] methods = Class.forName(type.replace('/', '.'), false, CompilerDirectivesTest.class.getClassLoader()).getDeclaredMethods();
            return Arrays.stream(methods).map(Method::getName).anyMatch(name -> method.endsWith("*") ? name.startsWith(method.substring(0, method.length() - 1)) : name.equals(method));
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
