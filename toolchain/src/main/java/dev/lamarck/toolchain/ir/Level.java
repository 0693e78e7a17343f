package dev.lamarck.toolchain.ir;

/** Java's semantics, or registers and addresses; see the package's description. */
public enum Level { HIGH, LOW }
