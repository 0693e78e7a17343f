/**
 * Whether two bodies of one kernel function do the same: the linker's and one that was spliced, moved or specialized.
 *
 * <p>{@link dev.lamarck.workloads.equivalence.RecordedCalls} takes the machine's state just before calls of the function in a running world. From such a
 * state a {@link dev.lamarck.workloads.equivalence.CallBench} forks the machine for each body and lets it run, with the recorded arguments or others,
 * until it returns or traps for good. What a call did is its {@link dev.lamarck.workloads.equivalence.CallEffect}: how it ended, its result, the
 * registers that a callee must preserve, and all of memory, which holds every store; {@link dev.lamarck.workloads.equivalence.Equivalence} does so over
 * many calls. Nothing is left out but what no correct program can see: stack below the caller's frame, registers that are the callee's to destroy, and
 * the words of the bodies themselves.
 *
 * <p>Both bodies run with interrupts shut out and all older register windows spilled, so that the time they take and the windows they use
 * do not make a difference. A call that gives up the processor does not come back then: it is {@code UNFINISHED}, and proves nothing. A
 * function that stores the time differs legitimately.
 */
package dev.lamarck.workloads.equivalence;
