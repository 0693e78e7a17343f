/**
 * What the kernel's services cost a program, in cycles and instructions a round, each told apart by cause.
 *
 * <p>The walk: {@link dev.lamarck.workloads.lmbench.LmbenchStudy} boots a world that runs {@code program.Lmbench};
 * {@link dev.lamarck.workloads.lmbench.Laps} watches the two functions that the program calls around its rounds and takes the machine's counters there,
 * which costs the guest nothing; one result has them all.
 */
package dev.lamarck.workloads.lmbench;
