package dev.lamarck.toolchain.link;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The unit of linking: one function, one object, one table.
 *
 * @param size  bytes in memory, which do not depend on where it is placed
 * @param debug  present exactly for functions
 * @param stores the stores to fields that a function does, by offset
 */
public record Fragment(Section section, String symbol, int size, Content content, int alignment, Optional<FunctionDebug> debug,
                       List<FieldStore> stores) {

    /** UltraSPARC-I fetches from 32-byte lines; functions start on one. */
    public static final int CODE_ALIGNMENT = 32;

    /** What the bytes are. */
    public sealed interface Content {
        /** Complete but for the places that the relocations name. */
        record Bytes(byte[] bytes, List<Relocation> relocations) implements Content {
            public Bytes {
                relocations = List.copyOf(relocations);
            }
        }

        /** Zero, and in no file: {@link Section#BSS}. */
        record Zero() implements Content {}

        /** Made when every address is known. */
        non-sealed interface Late extends Content {
            byte[] bytes(long address, Symbols symbols) throws LinkException;
        }
    }

    /** Addresses by symbol; absent where nothing defines it. */
    public interface Symbols {
        OptionalLong address(String symbol);
    }

    public Fragment {
        stores = List.copyOf(stores);
        assert Integer.bitCount(alignment) == 1 : alignment;
        assert section.hasBits() != content instanceof Content.Zero : symbol;
    }

    public static Fragment function(
            Section section, String symbol, byte[] code, int alignment, List<Relocation> relocations, FunctionDebug debug) {
        return new Fragment(section, symbol, code.length, new Content.Bytes(code, relocations), alignment, Optional.of(debug), List.of());
    }

    public static Fragment data(Section section, String symbol, byte[] bytes, int alignment, List<Relocation> relocations) {
        return new Fragment(section, symbol, bytes.length, new Content.Bytes(bytes, relocations), alignment, Optional.empty(), List.of());
    }

    /** Zero-filled memory in {@code .bss}. */
    public static Fragment zero(String symbol, int size, int alignment) {
        return new Fragment(Section.BSS, symbol, size, new Content.Zero(), alignment, Optional.empty(), List.of());
    }

    public Fragment withStores(List<FieldStore> newStores) {
        return new Fragment(section, symbol, size, content, alignment, debug, newStores);
    }

    /** What its relocations name. */
    public List<String> symbolsUsed() {
        return content instanceof Content.Bytes(var _, var relocations) ? relocations.stream().map(Relocation::symbol).toList() : List.of();
    }

    public boolean isFunction() {
        return debug.isPresent();
    }
}
