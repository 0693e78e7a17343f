/**
 * How fast the emulator is on this host: million guest instructions a second. Figures of this package are about the host; nothing simulated
 * depends on them.
 *
 * <p>What is measured is the whole system, booted: MMU, traps, devices, kernel. Each program is measured for each engine and mode in a JVM of its own,
 * as one has who runs one program: {@link dev.lamarck.lab.bench.Measuring} is what that process does, {@link dev.lamarck.lab.bench.SeparateProcess} how
 * it is started and read. A speed is by the CPU time of the thread that emulates, so that what else the host does disturbs it little; where machines run
 * at once, it is by wall time. Before a speed counts, the same program has been run to its end and left the machine in the state that the interpreter
 * leaves it in.
 *
 * <p>A peer runs the same file. What it executes is counted by our machine ({@link dev.lamarck.workloads.bench.UserInstructions}).
 */
package dev.lamarck.lab.bench;
