/**
 * Why a splice must be one instruction: every interleaving of one splice with one thread that runs through it, tried out.
 *
 * <p>A kernel with a scene of its own ({@code hazard.guest}) is booted once. From there every way of splicing at every word is a {@link
 * dev.lamarck.workloads.hazard.Stage}: the victim about to execute the first instruction of the spliced function. A {@link
 * dev.lamarck.workloads.hazard.Schedule} says at which instruction the victim loses the processor to the writer, and before which of its steps the
 * writer loses it to the victim; both by the timer's interrupt, raised at that instruction in a fork of the machine. The rest is the kernel's
 * own doing: its trap handler, its dispatcher, its threads. {@link dev.lamarck.workloads.hazard.Matrix} is all schedules of one stage, each with
 * what became of it; {@link dev.lamarck.workloads.hazard.Replay} tells one of them instruction by instruction.
 */
package dev.lamarck.workloads.hazard;
