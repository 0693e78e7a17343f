package dev.lamarck.syscalls.abi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SyscallNumberTest {
    private static final Path HEADER = Path.of("/usr/sparc64-linux-gnu/include/asm/unistd_64.h");
    private static final Pattern NUMBER = Pattern.compile("#define __NR_(\\w+)\\s+(\\d+)");

    @Test
    void numbersAreTheHeaders() throws IOException, IllegalAccessException {
        assumeTrue(Files.exists(HEADER), "no sparc64 headers: libc6-dev-sparc64-cross is not installed");
        Map<String, Integer> expected = NUMBER.matcher(Files.readString(HEADER)).results()
                .collect(Collectors.toMap(m -> m.group(1).toUpperCase(), m -> Integer.parseInt(m.group(2))));
        for (Field field : SyscallNumber.class.getFields()) {
            assertThat(Modifier.isStatic(field.getModifiers())).isTrue();
            assertThat(field.getInt(null)).as(field.getName()).isEqualTo(expected.get(field.getName()));
        }
    }
}
