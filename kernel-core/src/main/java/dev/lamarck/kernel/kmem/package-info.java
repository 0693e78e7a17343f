/**
 * The kernel's heap. {@code new C()} is an allocation from the {@link dev.lamarck.kernel.kmem.KmemCache} of C, made
 * on first use and remembered in C's hub; arrays and other memory of variable size come from {@code
 * kmem_alloc(bytes)}: caches by size class, whole pages beyond. Freeing is explicit, and what is freed is poisoned:
 * class word and reference fields get an odd, unmapped value, so that a later dispatch or dereference traps. {@link
 * dev.lamarck.kernel.kmem.Scratch} objects live in the thread's arena and go with its release. Objects of the image
 * were there before the heap and are never freed. Start reading at {@link dev.lamarck.kernel.kmem.Kmem}.
 *
 * <p>{@link dev.lamarck.kernel.kmem.Vmem} hands out what is not its own memory: ranges of numbers.
 */
package dev.lamarck.kernel.kmem;
