package dev.lamarck.toolchain.residual;

import dev.lamarck.toolchain.ir.FieldRef;
import java.util.HashSet;
import java.util.Set;

/** The fields that may have been written since the residual was entered, as far as a path of it knows; {@code everything}: all of them. */
record Written(Set<FieldRef> fields, boolean everything) {
    static final Written NOTHING = new Written(Set.of(), false);
    static final Written EVERYTHING = new Written(Set.of(), true);

    boolean has(FieldRef field) {
        return everything || fields.contains(field);
    }

    Written and(FieldRef field) {
        return has(field) ? this : and(new Written(Set.of(field), false));
    }

    Written and(Written more) {
        if (everything || more.everything) {
            return EVERYTHING;
        }
        if (fields.containsAll(more.fields)) {
            return this;
        }
        Set<FieldRef> all = new HashSet<>(fields);
        all.addAll(more.fields);
        return new Written(all, false);
    }
}
