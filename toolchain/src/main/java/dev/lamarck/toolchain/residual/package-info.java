/**
 * Residual functions: what is left of a method when part of its input is known. An online partial evaluator on the high-level SSA form, before
 * any optional pass, so that a residual goes through the same passes and back end as the image's own functions.
 *
 * <p>Start at {@link dev.lamarck.toolchain.residual.Specializer}: it recompiles the program an image was made of, checks that the result is
 * that image to the byte, and makes residuals of its methods. {@link dev.lamarck.toolchain.residual.PartialEvaluator} walks a method from its
 * entry with values either {@linkplain dev.lamarck.toolchain.residual.Abstract.Known known} or dynamic. A block is evaluated once for each
 * {@linkplain dev.lamarck.toolchain.residual.Variant context}: the known values that live into it. That is polyvariance, inlining and loop
 * unrolling in one rule; when a block has too many variants, what differs between them becomes dynamic (widening).
 *
 * <p>What holds: nothing of the program is executed but pure operations and loads of trusted memory
 * ({@link dev.lamarck.toolchain.residual.TrustedMemory}: final fields, {@code @QuasiInvariant} ones, their arrays' elements). A store is never
 * done at evaluation time: it stays in the residual, and from there on loads of that field are not folded; nor are they behind a call that
 * may store to it ({@link dev.lamarck.toolchain.residual.WriteEffects}). Each known value carries the
 * {@linkplain dev.lamarck.toolchain.residual.Assumption assumptions} it rests on; they become the residual's when the value decides something or
 * ends up in the code. With nothing known the evaluator copies: the residual's machine words are the image's, relocated.
 *
 * <p>A residual is right as long as its assumptions hold from its start to its end. Seeing to that (guards at the writers, when it may be entered) is
 * the kernel's business.
 */
package dev.lamarck.toolchain.residual;
