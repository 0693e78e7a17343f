/**
 * What a function's bytes say: blocks, edges, exits and calls by recursive descent from the entry
 * ({@link dev.lamarck.instrumentation.flow.FlowParser} fills a {@link dev.lamarck.instrumentation.flow.FlowGraph}), and
 * which registers are dead at a point ({@link dev.lamarck.instrumentation.flow.Liveness}). Only the words and the symbol's
 * extent are used; what the compiler knew may grade this analysis but never feeds it.
 *
 * <p>Delay slots are part of the block that ends, or continues, with their control transfer. A slot that is also a branch
 * target starts a block of its own: the two blocks overlap in that word. The slot of an annulled conditional branch
 * belongs to the taken edge only; {@code ba,a} and {@code bn,a} have a word after them, not a slot.
 *
 * <p>A function that cannot be understood whole is refused whole, with the reason: one unknown jump could lead anywhere
 * in it.
 */
package dev.lamarck.instrumentation.flow;
