/**
 * The loads: programs of the boot disk with arguments that fix their work. A load does the same work whatever the seed, checks its own
 * results and ends with 0 only if all were right, so that two kernels are compared by the cycles they need for it.
 */
package dev.lamarck.workloads.load;
