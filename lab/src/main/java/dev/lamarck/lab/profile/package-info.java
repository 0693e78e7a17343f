/**
 * Where a world's instructions and cycles went, in the forms that other tools read: folded stacks, callgrind, LCOV, Perfetto.
 *
 * <p><b>Theory.</b> Nothing is sampled. {@link dev.lamarck.lab.profile.ExecutionProfile} is told of every instruction and adds what it took to a
 * node of a tree of calls, so the sums are the machine's own counters; {@link dev.lamarck.lab.profile.Schedule} is told of switches, system calls and
 * markers. Both observe: a profiled world ends in the state of one that is not. Programs are one node each: their symbols are not the kernel's
 * to know.
 *
 * <p>Start reading at {@code ExecutionProfile}.
 */
package dev.lamarck.lab.profile;
