/**
 * A function for one value of an argument, made from its machine code alone. {@link
 * dev.lamarck.instrumentation.specialize.ConstantFlow} finds which registers are constant where, and which branches are decided,
 * if the argument has the value; {@link dev.lamarck.instrumentation.specialize.Folding} turns that into text of the same shape with
 * fewer paths and fewer instructions.
 *
 * <p>Nothing is assumed but the argument, the calling convention (a callee keeps locals, ins and the stack pointer) and that
 * constant memory ({@link dev.lamarck.instrumentation.code.Target#constant}) does not change. In particular no value of writable
 * memory is ever a constant, however seldom it changes.
 */
package dev.lamarck.instrumentation.specialize;
