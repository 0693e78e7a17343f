package dev.lamarck.toolchain.ir;

/** What memory an access can touch: two accesses of different locations never overlap (Java's typing says so), except with {@link Raw}. */
public sealed interface Location {
    /** An instance or static field; a store's row in the store table. */
    record Field(FieldRef field, boolean isVolatile) implements Location {}

    /** An element of an array with this element descriptor; all reference arrays are {@code Ljava/lang/Object;}, booleans are bytes. */
    record Element(String descriptor) implements Location {}

    /** The hub word and an array's length, written by the allocator only: immutable as far as a method can see. Hub contents likewise. */
    record Header() implements Location {}

    /** Anything: raw memory. Never merged, moved or removed. */
    record Raw() implements Location {}

    Location HEADER = new Header();
    Location RAW = new Raw();

    /** Whether accesses must happen one by one in program order. */
    default boolean ordered() {
        return switch (this) {
            case Field f -> f.isVolatile();
            case Element _, Header _ -> false;
            case Raw _ -> true;
        };
    }

    default boolean overlaps(Location other) {
        return this instanceof Raw || other instanceof Raw || equals(other);
    }
}
