/**
 * The program under change, as its tools see it: words of text, function symbols and a few services
 * ({@link dev.lamarck.instrumentation.code.Target}). Nothing in this module knows which program that is: the same classes
 * change the running kernel from inside and analyse a {@code gcc}-built ELF file on the host. Addresses are those of the
 * program; nothing here dereferences one.
 *
 * <p>All of this module is Kernel Java: no exceptions, no JDK classes, no allocation in analysis. Tables are sized when
 * the program is built, and what does not fit is refused with a {@link dev.lamarck.instrumentation.code.Refusal}: a
 * refusal is an answer, never a failure.
 */
package dev.lamarck.instrumentation.code;
