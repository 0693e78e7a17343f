package dev.lamarck.toolchain.ir;

import java.util.List;

/**
 * The fields of an image, so that stores can be listed by field: instance fields of every class that has a hub, static fields that lie in the
 * image; by class, then name. {@code allocators} and {@code freers} are the symbols of the functions that write all fields of an object at once.
 */
public record FieldTable(List<Row> fields, List<String> allocators, List<String> freers) {
    public static final FieldTable EMPTY = new FieldTable(List.of(), List.of(), List.of());

    /** A field: {@code hub} is its class's symbol, null if the field is static; then {@code offset} is 0 and the field has a symbol of its own. */
    public record Row(FieldRef field, String hub, int offset) {
        public boolean isStatic() {
            return hub == null;
        }
    }

    public FieldTable {
        fields = List.copyOf(fields);
        allocators = List.copyOf(allocators);
        freers = List.copyOf(freers);
    }
}
