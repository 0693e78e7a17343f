package dev.lamarck.toolchain.ir;

/** How much of two registers a comparison looks at: {@code %icc} or {@code %xcc}. */
public enum Width { INT, LONG }
