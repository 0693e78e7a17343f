/**
 * Kernel threads and who runs. Threads have priorities 0…63, higher first; the runnable ones wait in a {@link
 * dev.lamarck.kernel.sched.RunQueue} and share their level round robin, a quantum each. The kernel is preemptive: the
 * clock, or a wakeup of a better thread, asks for the processor, and the request is granted on the next return from
 * an interrupt to code at interrupt level 0 that has not disabled preemption. One lock, {@link
 * dev.lamarck.kernel.sched.Sched#LOCK}, guards queues and thread states; it is held across a switch and released by
 * the thread switched to. Start reading at {@link dev.lamarck.kernel.sched.Sched}.
 */
package dev.lamarck.kernel.sched;
