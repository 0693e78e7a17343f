package dev.lamarck.workloads.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.lamarck.toolchain.CompilationException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceCompilerTest {
    @Test
    void compilesAFolderAgainstOurOwnClasses(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("A.java"), "class A { static class Inner { dev.lamarck.toolchain.magic.Text text; } }");
        Files.createDirectory(folder.resolve("p"));
        Files.writeString(folder.resolve("p/B.java"), "package p; class B { }");
        assertThat(SourceCompiler.compileFolder(folder)).containsOnlyKeys("A", "A$Inner", "p/B");
    }

    @Test
    void errorsNameFileAndLine(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("A.java"), "class A {\n  int f() { return x; }\n}\n");
        assertThatExceptionOfType(CompilationException.class).isThrownBy(() -> SourceCompiler.compileFolder(folder))
                .withMessageStartingWith("A.java:2: error javac: cannot find symbol");
    }

    @Test
    void findsTheBuiltInClasses() {
        assertThat(ClassFiles.kernel()).isNotEmpty()
                .allSatisfy((name, bytes) -> assertThat(name).doesNotStartWith("dev/lamarck/syscalls/user/"));
        assertThat(ClassFiles.toolchain()).containsKey("dev/lamarck/toolchain/Request");
    }

    /** So `compare` has nothing to find: the kernel that runs is the same. */
    @Test
    void aRenamedLocalVariableGivesTheSameKernel(@TempDir Path folder) throws Exception {
        String source = Files.readString(Path.of("..", "kernel-core", "src", "main", "java", "dev", "lamarck", "kernel", "process", "Proc.java"));
        String renamed = source.replaceAll("\\bbefore\\b", "predecessor");
        assertThat(renamed).isNotEqualTo(source);
        Files.writeString(folder.resolve("Proc.java"), renamed);
        Images images = new Images(new ImageCache(Path.of("target", "images")), line -> { });
        assertThat(images.image(Images.kernelRequest(SourceCompiler.compileFolder(folder)), "the kernel with a name changed").sha256())
                .isEqualTo(images.image(Images.kernelRequest(Map.of()), "the kernel").sha256());
    }
}
