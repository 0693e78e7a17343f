/**
 * Two sets of results held against each other, sample by sample.
 *
 * <p>What is paired is what ran: load, machine, mode, layout, seed. The kernel, Lamarck's version and the policies are what a comparison is
 * about, so they are no part of the pairing, and neither is anything of the host. Each pair of samples gives one relative change;
 * a measure is judged by the median of its changes, in its own direction, so one unlucky seed decides nothing. Nothing is left out
 * silently: what only one side has is named, and a comparison with such gaps is no comparison.
 *
 * <p>Start reading at {@link dev.lamarck.lab.compare.Comparison}.
 */
package dev.lamarck.lab.compare;
