/**
 * The system calls as a program meets them: C programs that show what calls give, each beside what it prints where all is right, and the manual page
 * made of the one table of handlers and of what these programs say they call. Start reading at {@link dev.lamarck.workloads.calls.PosixProgram}.
 */
package dev.lamarck.workloads.calls;
