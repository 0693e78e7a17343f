package dev.lamarck.toolchain.link;

import java.util.List;
import java.util.Optional;

/**
 * The unit of linking: one function, one object, one table. Its bytes are complete but for the places its relocations name.
 *
 * @param size  bytes in memory; more than {@code bytes} only in {@link Section#BSS}
 * @param debug present exactly for functions
 */
public record Fragment(
        Section section, String symbol, int size, byte[] bytes, int alignment, List<Relocation> relocations, Optional<FunctionDebug> debug) {

    /** UltraSPARC-I fetches from 32-byte lines; functions start on one. */
    public static final int CODE_ALIGNMENT = 32;

    public Fragment {
        relocations = List.copyOf(relocations);
        assert Integer.bitCount(alignment) == 1 : alignment;
        assert section.hasBits() ? bytes.length == size : bytes.length == 0 : symbol;
    }

    public static Fragment function(
            Section section, String symbol, byte[] code, int alignment, List<Relocation> relocations, FunctionDebug debug) {
        return new Fragment(section, symbol, code.length, code, alignment, relocations, Optional.of(debug));
    }

    public static Fragment data(Section section, String symbol, byte[] bytes, int alignment, List<Relocation> relocations) {
        return new Fragment(section, symbol, bytes.length, bytes, alignment, relocations, Optional.empty());
    }

    /** Zero-filled memory in {@code .bss}. */
    public static Fragment zero(String symbol, int size, int alignment) {
        return new Fragment(Section.BSS, symbol, size, new byte[0], alignment, List.of(), Optional.empty());
    }

    public boolean isFunction() {
        return debug.isPresent();
    }
}
