/**
 * The library of user programs written in Kernel Java (USER profile): the start of a process, system-call stubs, a heap on {@code brk},
 * output, and the report of a failed check. A program is a class with {@code public static void main(String[])}; it also runs on the JVM,
 * where a system call is whatever the installed {@link dev.lamarck.toolchain.magic.HostedMachine} answers. Results are Linux's: a count or
 * a descriptor, or a negative error number. A process has one thread, so static buffers
 * are safe; what threads may use besides is said in {@code thread}. Start reading at
 * {@link dev.lamarck.syscalls.user.Start}.
 */
package dev.lamarck.syscalls.user;
