/**
 * The program's data: static initialisers run on the host, in a class loader of their own, and what they made is laid out big-endian.
 *
 * <p>{@link dev.lamarck.toolchain.heap.HostClasses} loads and initialises the program's classes over a machine that is not there
 * ({@link dev.lamarck.toolchain.heap.ImageMachine}): touching hardware while the image is built is an error.
 * {@link dev.lamarck.toolchain.heap.ImageHeap} follows the static fields that compiled code uses through the host's objects and gives each
 * object a symbol, {@code Class#n}, numbered in walk order, which depends on the program only.
 * {@link dev.lamarck.toolchain.heap.HubWriter} makes the hubs. All becomes {@link dev.lamarck.toolchain.ir.DataObject}s: statics and hubs
 * one symbol each; read-only are string constants and the arrays that no compiled code can write, everything else is writable.
 */
package dev.lamarck.toolchain.heap;
