/**
 * Programs by which the emulator's speed on the host is measured, in Kernel Java; those that need floating point are C, in the resources beside
 * {@link dev.lamarck.workloads.bench.BenchPrograms}. Each works on one thing for a number of rounds given as its argument, every round the same amount
 * of work, and prints a check sum at its end, so that a wrong machine does not pass for a fast one. The same files run under another emulator of Linux
 * for SPARC V9: they ask the system for nothing that it answers differently.
 */
package dev.lamarck.workloads.bench.program;
