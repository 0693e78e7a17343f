package dev.lamarck.toolchain.heap;

import dev.lamarck.toolchain.frontend.FieldInfo;
import dev.lamarck.toolchain.frontend.SymbolNames;
import dev.lamarck.toolchain.frontend.World;
import dev.lamarck.toolchain.ir.FieldTable;
import dev.lamarck.toolchain.ir.TypeRef;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Lists the fields that memory of the running image can belong to. */
public final class FieldLister {
    private FieldLister() {}

    /** Instance fields of all classes with a hub, and the static fields of the frozen heap. */
    public static FieldTable list(World world, ImageHeap heap, List<String> allocators, List<String> freers) {
        List<FieldTable.Row> rows = new ArrayList<>();
        world.numbers().types().stream().filter(t -> !t.isArray()).forEach(t -> instanceFields(t, world, rows));
        heap.statics().forEach(f -> rows.add(new FieldTable.Row(f.ref(), null, 0)));
        rows.sort(Comparator.comparing((FieldTable.Row r) -> r.field().owner()).thenComparing(r -> r.field().name()));
        return new FieldTable(rows, allocators, freers);
    }

    private static void instanceFields(TypeRef type, World world, List<FieldTable.Row> rows) {
        for (FieldInfo field : world.store().get(type.className()).fields()) {
            if (!field.isStatic()) {
                rows.add(new FieldTable.Row(field.ref(), SymbolNames.hub(type), world.layouts().offsetOf(field)));
            }
        }
    }
}
