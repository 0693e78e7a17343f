/**
 * The kernel's disk format, from the host: making, listing, copying and checking images. The numbers of the format are the kernel's
 * ({@link dev.lamarck.kernel.ufs.UfsFormat}), all else is written anew from the format alone, so that {@link dev.lamarck.workloads.ufs.UfsCheck} is a
 * referee: an error in the kernel's allocation or its log is not one here too.
 */
package dev.lamarck.workloads.ufs;
