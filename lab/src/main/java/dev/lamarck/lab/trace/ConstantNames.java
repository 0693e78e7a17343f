package dev.lamarck.lab.trace;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.HashMap;
import java.util.Map;

/** Numbers of the system-call interface by the names of the constants that a class declares for them. */
final class ConstantNames {
    private final Map<Integer, String> names = new HashMap<>();
    private final String prefix;

    /** @param prefix of the others: they are called by their number behind it */
    ConstantNames(Class<?> declaring, String prefix) {
        this.prefix = prefix;
        try {
            for (Field constant : declaring.getFields()) {
                if (Modifier.isStatic(constant.getModifiers()) && constant.getType() == int.class) {
                    names.put(constant.getInt(null), constant.getName());
                }
            }
        } catch (IllegalAccessException e) {
            throw new AssertionError("public constants can be read", e);
        }
    }

    String of(int number) {
        return names.getOrDefault(number, prefix + number);
    }
}
