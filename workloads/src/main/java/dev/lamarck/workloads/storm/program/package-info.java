/**
 * Programs that mean the kernel harm, and the one that lets them loose: {@link dev.lamarck.workloads.storm.program.Storm} is the first process, starts
 * hostile ones of several kinds, kills some now and then, ends all of them when its time is up, and tells whether the kernel has back what it gave them
 * and whether a process that they had no right to touch is as it was. What they do is a function of the seed.
 */
package dev.lamarck.workloads.storm.program;
