/** The program of process 1 in {@code splice-hazards}: it plays the scene by the system call that only that kernel has. */
package dev.lamarck.workloads.hazard.program;
