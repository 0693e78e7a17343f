/**
 * From code and data fragments to an ELF image, and back. {@link dev.lamarck.toolchain.link.Linker} lays fragments out by the contract of
 * {@code docs/platform.md}, resolves their relocations and has {@link dev.lamarck.toolchain.link.ElfWriter} write one static
 * big-endian ELF64 file with symbols and DWARF 2; the tables that the running image reads about itself ({@code _ksyms} and its like) are fragments
 * as any other. {@link dev.lamarck.toolchain.link.ElfFile} reads what we or {@code gcc} wrote and says what is wrong with what nobody should
 * have written. The same fragments give the same bytes, always: no clock, no path of the host, no hash order.
 *
 * <p>Start reading at {@link dev.lamarck.toolchain.link.Fragment}, then {@link dev.lamarck.toolchain.link.Linker}.
 */
package dev.lamarck.toolchain.link;
