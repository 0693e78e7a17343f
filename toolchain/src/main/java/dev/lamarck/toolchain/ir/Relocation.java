package dev.lamarck.toolchain.ir;

/** A place in a data object that holds the address of {@code symbol} plus {@code addend}; {@code bytes} is 4 or 8. */
public record Relocation(int offset, int bytes, String symbol, long addend) {}
