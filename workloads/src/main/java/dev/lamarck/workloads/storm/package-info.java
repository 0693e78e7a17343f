/**
 * Storms: hostile programs from a seed, and whether the kernel stands them.
 *
 * <p>The walk: {@link dev.lamarck.workloads.storm.StormRun} boots a world whose first process is {@code program.Storm}, counts from outside which system
 * calls are made, and judges the end: no panic, nothing left, nothing harmed.
 */
package dev.lamarck.workloads.storm;
