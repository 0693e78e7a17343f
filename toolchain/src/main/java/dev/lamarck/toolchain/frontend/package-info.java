/**
 * From class files to high-level SSA: which classes and methods an image needs, and their bodies.
 *
 * <p>{@link dev.lamarck.toolchain.frontend.ClassStore} holds the program's classes. {@link dev.lamarck.toolchain.frontend.Closure}
 * starts at the roots and follows calls, allocations and static fields: a virtual call reaches only methods of classes that are
 * instantiated, by reached code or in the image heap (rapid type analysis). Each reached method is translated once
 * ({@link dev.lamarck.toolchain.frontend.MethodTranslator}); static initialisers are not compiled but run on the host when their class
 * is first reached. The result, a {@link dev.lamarck.toolchain.frontend.World}, is closed: its answers hold for the whole image.
 * Calls of {@code @Intrinsic} methods become single ops by the one table {@link dev.lamarck.toolchain.frontend.IntrinsicTable}.
 */
package dev.lamarck.toolchain.frontend;
