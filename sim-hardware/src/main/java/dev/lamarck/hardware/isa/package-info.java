/**
 * The instruction set: SPARC V9 with VIS 1 and 2, described once.
 *
 * <p><b>Theory.</b> An instruction is a row of one table: its 32 bits as text, its assembly as text, its traits. The rows are
 * constants of small enums, one for each form ({@link dev.lamarck.hardware.isa.AluOp}, {@link
 * dev.lamarck.hardware.isa.LoadOp}, ...), joined by the sealed {@link dev.lamarck.hardware.isa.Op}. Decoder, encoder,
 * assembler, disassembler, effects, the arrays for fast decoding and the exhaustive tests are all derived from the rows;
 * nothing is described twice and nothing is generated into the source tree. To add an instruction, add a row: what has to
 * know of it no longer compiles, or the table's tests name what is missing.
 *
 * <p>A word that no row describes is illegal. Reserved bits must be zero; where the manual makes an operand value illegal
 * within a legal layout (an odd register of a pair, a privileged register that does not exist, a prefetch function) the row
 * decodes and the processor raises the trap.
 *
 * <p>The package runs on the host. What the kernel needs of it at run time is in {@link dev.lamarck.hardware.isa.code}, whose
 * tables are filled from this one when the image is built. Start reading at {@code AluOp}, then {@code Row} and {@code Field}.
 */
package dev.lamarck.hardware.isa;
