/**
 * The system calls of Linux/sparc64 ({@code ta 0x6d}, number in {@code %g1}). A handler is a static method annotated with its number; the linker
 * collects the handlers into the table that trap entry indexes, and a number without a handler is −ENOSYS. A handler checks its arguments, turns
 * structures of the {@linkplain dev.lamarck.syscalls.abi interface} into the kernel's objects and back, and calls the kernel; it takes no lock but the
 * address space's and decides no policy. Arguments arrive as 64-bit registers; those that are {@code int} in the interface are narrowed first. A result
 * in −4095…−1 is an error. Memory of the program is reached through {@link dev.lamarck.kernel.mm.UserMemory} only. Start reading at
 * {@link dev.lamarck.syscalls.FileCalls}.
 */
package dev.lamarck.syscalls;
