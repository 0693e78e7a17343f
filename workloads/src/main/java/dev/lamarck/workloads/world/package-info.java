/**
 * One machine, booted from one image, run to one outcome: a world.
 *
 * <p>A {@link dev.lamarck.workloads.world.Job} holds everything that a world depends on; running it gives a
 * {@link dev.lamarck.workloads.world.Result}. Nothing else reaches the guest: no clock, directory, user, locale or
 * environment of the host. Two jobs with equal {@link dev.lamarck.workloads.world.Job#key() keys} therefore give equal
 * results, byte for byte except for figures of the host, and a moment inside a run is reached again by running its job again.
 *
 * <p>Times here are simulated cycles (in functional mode: instructions). Nothing in this package measures the guest by
 * acting inside it; what it reports comes from the machine's own counters and from read-only observation.
 */
package dev.lamarck.workloads.world;
