/**
 * Kernel threads and who runs. Threads have priorities: 0 to 59 those of programs ({@link dev.lamarck.kernel.sched.TimeSharing}, by a
 * {@link dev.lamarck.kernel.sched.DispatchTable}), 60 the kernel's own, 100 to 198 those of real time ({@link dev.lamarck.kernel.sched.FixedPriority}),
 * above them handlers that had to wait ({@link dev.lamarck.kernel.sched.InterruptThreads}). The runnable ones wait in their processor's
 * {@link dev.lamarck.kernel.sched.RunQueue} and share their level round robin, a quantum each; what priority a thread has and how long its quantum is,
 * is its {@link dev.lamarck.kernel.sched.SchedulingClass}'s affair. The kernel is preemptible: the clock, or a wakeup of a better thread, asks for the
 * processor, and the request is granted on the next return from an interrupt to code at interrupt level 0 that has not disabled preemption. One lock,
 * {@link dev.lamarck.kernel.sched.Sched#LOCK}, guards queues and thread states; it is held across a switch and released by the thread switched to. What
 * is to be done at a moment is a {@link dev.lamarck.kernel.sched.Callout}. Start reading at {@link dev.lamarck.kernel.sched.Sched}; the walk of one
 * operation is in {@code docs/kernel/sched.md}.
 */
package dev.lamarck.kernel.sched;
