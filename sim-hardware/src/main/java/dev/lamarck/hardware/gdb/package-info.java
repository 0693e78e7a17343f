/**
 * GDB's remote serial protocol: a machine under {@code gdb-multiarch}.
 *
 * <p><b>Theory.</b> The debugger looks from outside and the guest cannot tell: breakpoints and watchpoints are the machine's observers and never
 * instructions in the guest's text, single steps are limits of a run, so that a session in which nothing was written ends in the state hash of a run
 * without a debugger. Because a moment can be reached again ({@link dev.lamarck.hardware.history.Timeline}), execution goes backwards too.
 *
 * <p>What is a thread, which address space is meant, and where the windows of a switched-out thread are, is known to the kernel alone: it
 * comes in through {@link dev.lamarck.hardware.gdb.GuestSystem}. GDB reads the register windows of outer frames from the stack, as if they had been
 * flushed; {@link dev.lamarck.hardware.gdb.StackView} shows it the stack so while they still are in the register file.
 *
 * <p>Bad requests are answered with {@code E NN} (errno); nothing a debugger sends is our own bug. Start reading at {@code Session}.
 */
package dev.lamarck.hardware.gdb;
