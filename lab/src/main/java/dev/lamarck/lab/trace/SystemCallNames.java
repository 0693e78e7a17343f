package dev.lamarck.lab.trace;

import dev.lamarck.syscalls.abi.SyscallNumber;
import java.lang.reflect.Field;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** System calls by the names that the one table of numbers gives them. */
final class SystemCallNames {
    private static final Map<Integer, String> NAMES = read();

    private SystemCallNames() {
    }

    static String of(int number) {
        return NAMES.getOrDefault(number, "call_" + number);
    }

    private static Map<Integer, String> read() {
        Map<Integer, String> names = new HashMap<>();
        try {
            for (Field constant : SyscallNumber.class.getFields()) {
                names.put(constant.getInt(null), constant.getName().toLowerCase(Locale.ROOT));
            }
        } catch (IllegalAccessException e) {
            throw new AssertionError("the table holds public constants only", e);
        }
        return names;
    }
}
