package dev.lamarck.toolchain;

/** The register allocator: the real one, or every value in its stack slot. */
public enum Allocator { REAL, SPILL }
