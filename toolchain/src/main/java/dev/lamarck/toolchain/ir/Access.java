package dev.lamarck.toolchain.ir;

/**
 * A memory access: datum, alternate space ({@link #NO_ASI}: the ordinary one), location, and whether its fault on page zero is
 * a null check of the program's (then it may be neither removed nor moved over an effect).
 */
public record Access(Datum datum, int asi, Location location, boolean checksNull) implements Detail {
    public static final int NO_ASI = -1;

    public Access(Datum datum, Location location) {
        this(datum, NO_ASI, location, false);
    }

    public Access checkingNull() {
        return new Access(datum, asi, location, true);
    }

    /** Whether a load may be merged with an equal one, or removed when unused. */
    public boolean removable() {
        return !checksNull && !location.ordered() && asi == NO_ASI;
    }

    @Override
    public String toString() {
        return datum + (asi == NO_ASI ? "" : " asi " + Integer.toHexString(asi)) + " " + switch (location) {
            case Location.Field f -> f.field() + (f.isVolatile() ? " volatile" : "");
            case Location.Element e -> "element " + e.descriptor();
            case Location.Header _ -> "header";
            case Location.Raw _ -> "raw";
        } + (checksNull ? " null-check" : "");
    }
}
