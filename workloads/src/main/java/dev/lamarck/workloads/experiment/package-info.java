/**
 * The experiments: each is a question, a setup and a table.
 *
 * <p>An {@link dev.lamarck.workloads.experiment.Experiment} runs worlds and turns them into one
 * {@link dev.lamarck.workloads.world.Result}: measures with a sample a seed, and claims that had to hold. It is exact by
 * construction, so it is its own regression test. It chooses load and configuration and states them; it never tunes them to
 * a published figure, which stands beside ours and is used for nothing else.
 *
 * <p>An experiment may observe a machine from the host without cost to the guest. It may not act on it but through the
 * devices that the guest has.
 */
package dev.lamarck.workloads.experiment;
