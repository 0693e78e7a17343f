package dev.lamarck.toolchain.frontend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamarck.toolchain.magic.Intrinsic;
import dev.lamarck.toolchain.magic.Memory;
import java.io.IOException;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class IntrinsicTableTest {
    @Test
    void eachMethodMarkedIntrinsicHasOneRowAndEachRowAMethod() throws Exception {
        List<String> marked = magicClasses().stream().flatMap(c -> Arrays.stream(c.getDeclaredMethods()))
            .filter(m -> m.isAnnotationPresent(Intrinsic.class)).map(IntrinsicTableTest::signature).toList();

        assertThat(Arrays.stream(IntrinsicTable.values()).map(IntrinsicTable::signature)).containsExactlyInAnyOrderElementsOf(marked);
    }

    private static String signature(Method method) {
        return method.getDeclaringClass().getSimpleName() + "." + method.getName()
            + MethodType.methodType(method.getReturnType(), method.getParameterTypes()).descriptorString();
    }

    private static List<Class<?>> magicClasses() throws IOException, URISyntaxException, ClassNotFoundException {
        Path classes = Path.of(Memory.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        Path magic = classes.resolve(ClassStore.MAGIC_PACKAGE);
        try (Stream<Path> files = Files.list(magic)) {
            List<String> names = files.map(f -> f.getFileName().toString()).filter(n -> n.endsWith(".class") && !n.startsWith("package-info"))
                .map(n -> ClassStore.MAGIC_PACKAGE.replace('/', '.') + n.substring(0, n.length() - ".class".length())).toList();
            List<Class<?>> result = new ArrayList<>();
            for (String name : names) {
                result.add(Class.forName(name, false, IntrinsicTableTest.class.getClassLoader()));
            }
            return result;
        }
    }
}
