package dev.lamarck.toolchain.link;

/** From an offset in a function on, where the interrupted context is. */
public record UnwindRow(int offset, Interrupted where) {}
