/**
 * Code positioning: a function's blocks placed anew, so that what runs often stands together. {@link
 * dev.lamarck.instrumentation.position.CodeObject} is a function in relocatable form, {@link
 * dev.lamarck.instrumentation.position.Chains} orders its blocks by how often control goes from one to the next (Pettis and Hansen,
 * <em>Profile guided code positioning</em>, PLDI 1990), {@link dev.lamarck.instrumentation.position.Group} decides which functions are
 * placed together and which of their blocks are hot, {@link dev.lamarck.instrumentation.position.Emission} makes the words.
 *
 * <p>Nothing here is believed: before an emission is used, the same function is emitted in its own place and must be what stands there,
 * and {@link dev.lamarck.instrumentation.position.LayoutCheck} walks the new words against the old graph, instruction by instruction.
 * Nothing here writes to the program either; who places the words and lets them stand for the function is the caller.
 */
package dev.lamarck.instrumentation.position;
