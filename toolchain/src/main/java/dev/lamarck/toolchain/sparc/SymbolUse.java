package dev.lamarck.toolchain.sparc;

import dev.lamarck.toolchain.link.Relocation;

/** The part of a symbol's address that an instruction's field is to hold. */
record SymbolUse(Relocation.Kind kind, String symbol, long addend) {}
