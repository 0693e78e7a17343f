package dev.lamarck.toolchain.link;

/**
 * From {@code offset} in its function on, code belongs to this line, up to the next row.
 *
 * @param isStatement whether a debugger may stop here for the line; false for an instruction moved into a delay slot
 */
public record LineRow(int offset, String file, int line, boolean isStatement) {}
