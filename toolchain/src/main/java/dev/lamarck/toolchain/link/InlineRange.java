package dev.lamarck.toolchain.link;

/** Bytes {@code from} (inclusive) to {@code to} (exclusive) of a function are the inlined body of {@code inlined}, a symbol name. */
public record InlineRange(int from, int to, String inlined) {}
