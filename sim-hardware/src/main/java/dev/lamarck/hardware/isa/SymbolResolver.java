package dev.lamarck.hardware.isa;

import java.util.OptionalLong;

/** What the assembler asks for names that its text does not define. */
@FunctionalInterface
public interface SymbolResolver {
    SymbolResolver NONE = _ -> OptionalLong.empty();

    OptionalLong address(String symbol);
}
