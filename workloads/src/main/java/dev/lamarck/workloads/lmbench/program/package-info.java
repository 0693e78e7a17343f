/**
 * {@code lmbench}: what the kernel's services cost a program, each alone, after McVoy and Staelin's suite of that name (USENIX 1996). A {@link
 * dev.lamarck.workloads.lmbench.program.Task} does one thing again and again; {@link dev.lamarck.workloads.lmbench.program.Lap} marks where its
 * rounds begin and end, and whoever watches those two functions reads the machine's counters there: the program itself measures nothing and is
 * not slowed down by being measured.
 */
package dev.lamarck.workloads.lmbench.program;
