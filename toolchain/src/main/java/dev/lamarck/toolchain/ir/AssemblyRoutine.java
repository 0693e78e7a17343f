package dev.lamarck.toolchain.ir;

/** An {@code @Assembly} method: its text goes to {@code .text.trap} under its symbol; it may name any symbol. */
public record AssemblyRoutine(SourceMethod method, String text) {}
