/**
 * From low-level SSA to SPARC V9 code.
 *
 * <p>The stages, each a file of its own and each dumpable by name: {@link dev.lamarck.toolchain.sparc.Selector} turns IR values into
 * instructions whose register numbers from 32 on are virtual; an allocator ({@link dev.lamarck.toolchain.sparc.ColoringAllocator}, or
 * {@link dev.lamarck.toolchain.sparc.SpillingAllocator} for debugging and differential tests) gives them registers;
 * {@link dev.lamarck.toolchain.sparc.Frame} adds the window; {@link dev.lamarck.toolchain.sparc.BlockLayout} drops what became empty;
 * {@link dev.lamarck.toolchain.sparc.DelaySlots} puts an instruction behind every transfer; {@link dev.lamarck.toolchain.sparc.Emitter} makes
 * a linker fragment of it. {@link dev.lamarck.toolchain.sparc.BackEnd} runs them and links.
 *
 * <p>What holds. A machine instruction is an {@link dev.lamarck.hardware.isa.Insn} of the one instruction table plus what the table cannot know: a
 * symbol, a target block, registers that a call touches. Condition codes are written by the instruction right before their reader and never live
 * further; copies, spills and constants, which may come between, do not touch them. A routine that calls nothing and needs no memory for its values is a
 * <em>leaf</em>: no {@code save}, parameters stay in {@code %o}. Every other gets a window, and what lives across a call lies in
 * {@code %l} and {@code %i}, which the callee's window hides: there is no callee-saved code.
 *
 * <p><b>Jump tables</b> have one shape, which analysers of the binary may rely on ({@code min} and the {@code sub} may be missing):
 * <pre>
 *   sub   v, min, t            ; 64-bit, v is sign-extended
 *   cmp   t, count - 1
 *   bgu   %xcc, default
 *   sethi %hi(table), b
 *   or    b, %lo(table), b
 *   sllx  t, 2, u
 *   ld    [b + u], c           ; 32-bit code addresses, count of them, in .rodata
 *   jmp   c
 * </pre>
 * Other instructions may stand between, registers differ, but the table's bound is in the nearest such {@code cmp}. The table's symbol is the function's
 * with {@code .switch} and a number appended.
 *
 * <p>Start reading at {@code MachineInstruction}, then {@code Selector}.
 */
package dev.lamarck.toolchain.sparc;
