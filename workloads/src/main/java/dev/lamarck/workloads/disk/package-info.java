/**
 * Boot disks: {@code ustar} archives that the kernel reads into its in-memory file system.
 *
 * <p>A disk is a function of what was put on it: owner, group and time of every entry are fixed, and entries stand in the
 * order in which they were added.
 */
package dev.lamarck.workloads.disk;
