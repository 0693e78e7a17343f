/**
 * A matrix of worlds, each run once, in whatever order and by whoever comes to it.
 *
 * <p>The walk: a {@link dev.lamarck.lab.sweep.SweepFile} says which machines, settings, loads, policies and seeds; a {@link
 * dev.lamarck.lab.sweep.SweepPlan} makes jobs of their combinations, in an order that depends on the file alone. A {@link
 * dev.lamarck.lab.sweep.SweepDirectory} holds what is finished: a file a job, named by the job's key, that appears whole or not at
 * all. A {@link dev.lamarck.lab.sweep.SweepWorker} takes one job after the other: it claims it, runs it, writes the result. A {@link
 * dev.lamarck.lab.sweep.SweepRunner} has workers work until all is finished; here they are processes of this host ({@link
 * dev.lamarck.lab.sweep.LocalProcesses}), and nothing but the directory connects them. {@link dev.lamarck.lab.sweep.SweepTables} makes the tables.
 *
 * <p>A job is a pure function, so nothing is lost when a process dies but the time that it spent. A claim is a lock on a file: the host's
 * kernel gives it up when its owner dies, however it dies, and the next worker has it. Hosts that share no directory take a shard each, and their
 * directories are merged.
 */
package dev.lamarck.lab.sweep;
