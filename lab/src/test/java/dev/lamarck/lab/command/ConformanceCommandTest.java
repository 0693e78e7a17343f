package dev.lamarck.lab.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConformanceCommandTest {
    @TempDir
    private Path folder;

    private void program(String name, String source, String expected) throws IOException {
        Files.writeString(folder.resolve(name + ".c"), source);
        Files.writeString(folder.resolve(name + ".expected"), expected);
    }

    private static boolean isCompilerThere() {
        return Stream.of(System.getenv("PATH").split(":")).anyMatch(each -> Files.isExecutable(Path.of(each, "sparc64-linux-gnu-gcc")));
    }

    @Test
    void programsAreBuiltRunAndCompared() throws IOException {
        assumeTrue(isCompilerThere(), "sparc64-linux-gnu-gcc is not installed");
        program("a_good", "/* FLAGS: -DSTATUS=3 */\n#include <stdio.h>\nint main(int n, char **a) { printf(\"%s\\n\", a[0]); return STATUS; }\n", "/bin/a_good\nexit 3\n");
        program("b_killed", "#include <stdlib.h>\nint main(void) { abort(); }\n", "exit 134\n");
        program("c_wrong", "#include <stdio.h>\nint main(void) { puts(\"one\"); puts(\"two\"); return 0; }\n", "one\nTWO\nexit 0\n");
        program("d_broken", "int main(void) { return undeclared; }\n", "exit 0\n");
        Invocation all = Invocation.of("conformance", folder.toString());
        assertThat(all.status()).isEqualTo(1);
        assertThat(all.out().lines().map(line -> line.replaceAll(" +", " ").replaceAll(" [\\d,]+ instructions", "").replaceAll("compile: .*", "compile")))
                .containsExactlyInAnyOrder("ok a_good", "ok b_killed", "FAILED c_wrong line 2 is 'two', must be 'TWO'",
                        "FAILED d_broken does not compile", "conformance: 2 of 4 programs agree");
        Invocation chosen = Invocation.of("conformance", folder.toString(), "a_good", "b_killed");
        assertThat(chosen.status()).isZero();
        assertThat(chosen.out()).endsWith("conformance: 2 of 2 programs agree\n");
    }

    @Test
    void whatCannotBeRunIsNamed() throws IOException {
        assertThat(Invocation.of("conformance", folder.resolve("none").toString()).err()).contains("no such folder");
        assertThat(Invocation.of("conformance", folder.toString()).err()).contains("holds no program");
        program("a", "int main(void) { return 0; }\n", "exit 0\n");
        Invocation unknown = Invocation.of("conformance", folder.toString(), "b");
        assertThat(unknown.status()).isEqualTo(2);
        assertThat(unknown.err()).contains("holds no program b").contains("there are: a");
    }
}
