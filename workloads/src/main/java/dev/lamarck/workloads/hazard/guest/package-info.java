/**
 * The part of {@code splice-hazards} that is kernel: compiled into a kernel of its own, in no other. Two kernel threads of equal priority: the
 * {@link dev.lamarck.workloads.hazard.guest.Victim} calls {@link dev.lamarck.workloads.hazard.guest.Subject}, the {@link
 * dev.lamarck.workloads.hazard.guest.Writer} splices a counter into it meanwhile: as the evolution manager does, by the same {@code
 * Splicer}, or in one of the ways that do not work ({@link dev.lamarck.workloads.hazard.guest.NaiveSplice}).
 *
 * <p>Each gives itself the last tick of its quantum before it begins, so that one timer interrupt takes the processor from it. When that comes is
 * decided outside: the experiment raises the timer's interrupt at one instruction of the victim and before one step of the writer
 * ({@link dev.lamarck.workloads.hazard.guest.Scene#step}). What happens then is this kernel's business alone.
 */
package dev.lamarck.workloads.hazard.guest;
