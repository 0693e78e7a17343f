package dev.lamarck.toolchain.link;

import dev.lamarck.toolchain.ir.FieldRef;
import dev.lamarck.toolchain.ir.FieldTable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The tables by which a running image knows who writes a field; their rows stand in {@code docs/evolution.md}, "Specialize source". A store to a
 * field that the table of fields does not have is to an object that cannot exist.
 */
final class StoreTables {
    static final int ALLOCATES = 4;
    static final int FREES = 8;

    private record Store(int field, Fragment function, FieldStore at) {}

    static Rows fields(FieldTable table, StringTable names) {
        Rows rows = new Rows();
        for (FieldTable.Row row : table.fields()) {
            rows.address(LoadedTables.NAMES, names.offset(row.field().owner().replace('/', '.')));
            rows.address(LoadedTables.NAMES, names.offset(row.field().name()));
            if (row.isStatic()) {
                rows.u32(0).address(row.field().toString(), 0);
            } else {
                rows.address(row.hub(), 0).u32(row.offset());
            }
        }
        return rows;
    }

    /** {@code functions} are in address order. */
    static Rows stores(FieldTable table, List<Fragment> functions) {
        Map<FieldRef, Integer> numbers = new HashMap<>();
        table.fields().forEach(f -> numbers.put(f.field(), numbers.size()));
        List<Store> stores = new ArrayList<>();
        for (Fragment function : functions) {
            function.stores().stream().filter(s -> numbers.containsKey(s.field()))
                    .forEach(s -> stores.add(new Store(numbers.get(s.field()), function, s)));
        }
        stores.sort(Comparator.comparingInt(Store::field));
        Rows rows = new Rows();
        stores.forEach(s -> rows.u32(s.field).address(s.function.symbol(), s.at.offset()).u32(s.at.flags()).u32(0));
        table.allocators().forEach(symbol -> rows.u32(StoreTable.ALL_FIELDS).address(symbol, 0).u32(ALLOCATES).u32(0));
        table.freers().forEach(symbol -> rows.u32(StoreTable.ALL_FIELDS).address(symbol, 0).u32(FREES).u32(0));
        return rows;
    }

    private StoreTables() {}
}
