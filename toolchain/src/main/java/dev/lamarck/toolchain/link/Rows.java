package dev.lamarck.toolchain.link;

import java.util.ArrayList;
import java.util.List;

/** Words of a loaded table and the relocations that complete them. */
final class Rows {
    private final ByteSink bytes = new ByteSink();
    private final List<Relocation> relocations = new ArrayList<>();

    Rows address(String symbol, long addend) {
        relocations.add(new Relocation(bytes.size(), Relocation.Kind.ABS32, symbol, addend));
        bytes.u32(0);
        return this;
    }

    Rows u32(long value) {
        bytes.u32(value);
        return this;
    }

    byte[] bytes() {
        return bytes.toBytes();
    }

    List<Relocation> relocations() {
        return relocations;
    }
}
