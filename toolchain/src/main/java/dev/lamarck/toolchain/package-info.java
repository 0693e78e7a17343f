/**
 * From Kernel Java's class files to an ELF image: {@code Toolchain} takes a {@link dev.lamarck.toolchain.Request}
 * through the checker, front end, passes, back end and linker. Anything wrong with the program is a
 * {@link dev.lamarck.toolchain.Diagnostic}; anything wrong with us an assertion. Output is a pure function of the request, to the byte.
 */
package dev.lamarck.toolchain;
