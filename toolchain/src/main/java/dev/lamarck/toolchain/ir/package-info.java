/**
 * The intermediate representation: functions in SSA form, from Java's semantics down to what one SPARC instruction does, and the
 * data and assembly that go into an image with them.
 *
 * <p>A {@link dev.lamarck.toolchain.ir.Function} is a list of {@link dev.lamarck.toolchain.ir.Block}s, the entry first; list order
 * is emission order. A block has parameters (there are no phis; the entry's are the function's), instructions and one
 * {@link dev.lamarck.toolchain.ir.Terminator}, whose {@link dev.lamarck.toolchain.ir.Edge}s pass arguments for the target's
 * parameters. Every {@link dev.lamarck.toolchain.ir.Value} is an instruction or a block parameter; its meaning is its
 * {@link dev.lamarck.toolchain.ir.Op}, which states operands, constant, detail and effect in one line each. Instructions of a block
 * take effect in order; only those whose op is pure, or unordered loads, may be moved or merged.
 *
 * <p>Two levels share this form. <em>High</em>: Java's types and checks; an {@code INT} operation wraps at 32 bits; field, element,
 * call and allocation ops name Java members; {@code NULL_CHECK} and {@code BOUNDS_CHECK} are explicit. <em>Low</em>: every value is
 * a 64-bit register of type {@code LONG}, every op about one instruction, members have become addresses, and wrap-around is an
 * explicit {@code EXTEND_INT}. The invariant at low level: a register that holds a Java int, short, byte, char or boolean at a
 * branch, call, return, block parameter or memory operand is sign-extended from its 32-bit value (so int to long costs nothing);
 * the sign-extension pass removes {@code EXTEND_INT} where no use can tell. {@link dev.lamarck.toolchain.ir.Verifier} checks either
 * level, {@link dev.lamarck.toolchain.ir.Printer} writes it, {@link dev.lamarck.toolchain.ir.Cfg} answers questions on control flow.
 *
 * <p>A {@link dev.lamarck.toolchain.ir.Program} is what the linker gets: low-level functions, assembly routines, and data objects
 * (hubs, strings, image heap, statics) as bytes with relocations.
 */
package dev.lamarck.toolchain.ir;
