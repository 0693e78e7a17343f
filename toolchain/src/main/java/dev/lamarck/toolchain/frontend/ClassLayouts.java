package dev.lamarck.toolchain.frontend;

import dev.lamarck.toolchain.ir.Datum;
import dev.lamarck.toolchain.magic.HubLayout;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where instance fields lie: a superclass's fields first, then a class's own by descending size, in declaration order within a size, each
 * at its natural alignment ({@code docs/platform.md}, "Objects").
 */
public final class ClassLayouts {
    /** What the hub of an array type gives as instance bytes: the part before the elements. */
    public static final int ARRAY_BYTES = HubLayout.ARRAY_ELEMENTS;

    /** All instance fields with their offsets, and the instance's bytes, a multiple of 8. */
    public record Layout(Map<FieldInfo, Integer> offsets, int end) {
        public int bytes() {
            return end + 7 & ~7;
        }
    }

    private final ClassStore store;
    private final Map<String, Layout> layouts = new HashMap<>();

    public ClassLayouts(ClassStore store) {
        this.store = store;
    }

    public Layout of(ClassInfo type) {
        Layout known = layouts.get(type.name());
        if (known == null) {
            known = compute(type);
            layouts.put(type.name(), known);
        }
        return known;
    }

    public int offsetOf(FieldInfo field) {
        return of(field.owner()).offsets().get(field);
    }

    private Layout compute(ClassInfo type) {
        Layout inherited = type.superName() == null ? new Layout(Map.of(), HubLayout.OBJECT_FIELDS) : of(store.get(type.superName()));
        Map<FieldInfo, Integer> offsets = new HashMap<>(inherited.offsets());
        List<FieldInfo> own = new ArrayList<>(type.fields());
        own.removeIf(FieldInfo::isStatic);
        own.sort(Comparator.comparingInt(f -> -bytes(f)));
        int end = inherited.end();
        for (FieldInfo field : own) {
            end = end + bytes(field) - 1 & -bytes(field);
            offsets.put(field, end);
            end += bytes(field);
        }
        return new Layout(offsets, end);
    }

    private static int bytes(FieldInfo field) {
        return Datum.ofDescriptor(field.descriptor()).bytes();
    }
}
