package dev.lamarck.toolchain.link;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** An image's fields and the instructions that write them, read back from its loaded tables. */
public final class StoreTable {
    /** {@code hub} is 0 for a static field; then {@code place} is its address, else its offset in objects. */
    public record Field(String owner, String name, long hub, long place) {
        public boolean isStatic() {
            return hub == 0;
        }

        @Override
        public String toString() {
            return owner + "." + name;
        }
    }

    /** {@code field} is an index of {@link #fields}, or {@link #ALL_FIELDS}. */
    public record Store(int field, long address, int flags) {
        public boolean allocates() {
            return (flags & StoreTables.ALLOCATES) != 0;
        }

        public boolean frees() {
            return (flags & StoreTables.FREES) != 0;
        }
    }

    public static final int ALL_FIELDS = -1;

    private final List<Field> fields = new ArrayList<>();
    private final List<Store> stores = new ArrayList<>();

    private StoreTable() {}

    public static StoreTable of(Image image) {
        StoreTable table = new StoreTable();
        ByteBuffer rows = contents(image, "_kfields");
        while (rows.hasRemaining()) {
            String owner = text(image, Integer.toUnsignedLong(rows.getInt()));
            String name = text(image, Integer.toUnsignedLong(rows.getInt()));
            table.fields.add(new Field(owner, name, Integer.toUnsignedLong(rows.getInt()), Integer.toUnsignedLong(rows.getInt())));
        }
        for (ByteBuffer row = contents(image, "_kstores"); row.hasRemaining(); row.getInt()) {
            table.stores.add(new Store(row.getInt(), Integer.toUnsignedLong(row.getInt()), row.getInt()));
        }
        return table;
    }

    private static ByteBuffer contents(Image image, String table) {
        long start = image.address(table);
        return ByteBuffer.wrap(image.file().loaded(start, (int) (image.address(table + "_end") - start)));
    }

    private static String text(Image image, long address) {
        int length = 0;
        while (image.file().loaded(address + length, 1)[0] != 0) {
            length++;
        }
        return new String(image.file().loaded(address, length), StandardCharsets.UTF_8);
    }

    /** By field number. */
    public List<Field> fields() {
        return fields;
    }

    /** By field, then address; those of {@link #ALL_FIELDS} last. */
    public List<Store> stores() {
        return stores;
    }

    /** The number of a field that exists. */
    public int number(String owner, String name) {
        for (int i = 0; i < fields.size(); i++) {
            if (fields.get(i).owner().equals(owner) && fields.get(i).name().equals(name)) {
                return i;
            }
        }
        throw new IllegalArgumentException("no field " + owner + "." + name + " in the image");
    }
}
